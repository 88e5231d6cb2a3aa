using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Writes the transforms of a group of tiles, before its products and after them: sums and differences in one order, a block of lanes at a time.</summary>
/// <param name="context">The step.</param>
internal sealed class WinogradTransformWriter(StepContext<WinogradStep> context)
{
    private const string Minimum = "global::System.Math.Min";
    private readonly WinogradStep _step = context.Step;
    private readonly WinogradGrid _grid = context.Step.Grid;
    private readonly SourceWriter _writer = context.Writer;
    private readonly string _name = context.Kernel.Name;

    private static KernelParameter First => new("nuint", "first", IsValue: true);

    private int Block => _step.Product.Block;

    private int InputRow => _step.Part.Column.Input * _step.Channels;

    private int OutputRow => _step.Part.Column.Outputs * _step.Filters;

    public void WriteInputsCall(string first)
    {
        string border = _step.IsPadded ? $", ref {StepEmitter.WorkspaceName(1)}" : "";
        context.Kernel.Ladder($"{_name}Inputs", $"ref x, ref own{border}, {first}");
    }

    public void WriteOutputsCall(int number, ConvPanel panel, string? index, string first)
    {
        string lanes = WindowLoops.Sum(panel.First, (index, panel.Width));
        List<string> arguments = [$"ref {StepEmitter.WorkspaceName(1)}", KernelWriter.At("y", lanes)];
        if (_step.HasBias)
        {
            arguments.Add(KernelWriter.At("weights", WindowLoops.Sum(_step.BiasOffset + panel.First, (index, panel.Width))));
        }

        if (_step.AddsOther)
        {
            arguments.Add(KernelWriter.At(StepEmitter.SourceName(1), lanes));
        }

        string name = OutputsName(number);
        context.Kernel.Ladder(name, string.Join(", ", [.. arguments, first]));
    }

    /// <summary>Writes the transform of a group's inputs, and those of a tile.</summary>
    public void WriteInputs()
    {
        KernelParameter x = new(context.Source, "x");
        KernelParameter to = new(context.Compute, "to");
        KernelParameter border = new(context.Compute, "border");
        ConvAxis rows = _step.Part.Row;
        ConvAxis columns = _step.Part.Column;
        string transform = $"{_name}InputTile";
        using (context.Kernel.Generic($"{_name}Inputs", [x, to, .. _step.IsPadded ? [border] : (KernelParameter[])[], First], comment: InputsComment))
        {
            WindowLoops.Loop(_writer, "tile", _grid.Group, tile =>
            {
                WritePlace(tile);
                _writer.Line($"int top = {Start(rows, "row")};");
                _writer.Line($"int left = {Start(columns, "column")};");
                string target = KernelWriter.At("to", WindowLoops.Sum(0, (tile, _step.Channels)));
                string from = KernelWriter.At("x", $"(nuint)((top * {CSharpLiteral.Of(columns.Input)}) + left) * {CSharpLiteral.Of(_step.Channels)}");
                string inside = $"{transform}<V>({from}, {target}, {CSharpLiteral.Of(InputRow)});";
                if (!_step.IsPadded)
                {
                    _writer.Line(inside);
                    return;
                }

                using (_writer.Block($"if ({IsInside(rows, "top")} && {IsInside(columns, "left")})"))
                {
                    _writer.Line(inside);
                }

                using (_writer.Block("else"))
                {
                    _writer.Line($"{_name}Border<V>(ref x, ref border, top, left);");
                    _writer.Line($"{transform}<V>(ref border, {target}, {CSharpLiteral.Of(WinogradGrid.Inputs * _step.Channels)});");
                }
            });
        }

        if (_step.IsPadded)
        {
            WriteBorder(x, border);
        }

        using (context.Kernel.Generic(transform, [x, to, new KernelParameter("nuint", "pitch", IsValue: true)]))
        {
            WriteInputTile();
        }
    }

    /// <summary>Writes the transform of the products of a panel of filters to outputs.</summary>
    public void WriteOutputs(int number, ConvPanel panel)
    {
        List<KernelParameter> parameters = [new(context.Compute, "x"), new(context.Destination, "y")];
        if (_step.HasBias)
        {
            parameters.Add(new KernelParameter(context.Element.StorageName(), "b"));
        }

        if (_step.AddsOther)
        {
            parameters.Add(new KernelParameter(context.Other, StepEmitter.OtherName));
        }

        using (context.Kernel.Generic(OutputsName(number), [.. parameters, First], comment: "Winograd's transform of the products of a group of tiles to 2 by 2 outputs each, to which the bias is added."))
        {
            WindowLoops.Loop(_writer, "tile", _grid.Group, tile =>
            {
                WritePlace(tile);
                _writer.Line($"nuint to = ({Begin(_step.Part.Row, "row")} * {CSharpLiteral.Of(OutputRow)}) + ({Begin(_step.Part.Column, "column")} * {CSharpLiteral.Of(_step.Filters)});");
                WriteLanes(panel.Width, lane => WriteOutputTile(panel, WindowLoops.Sum(0, (tile, panel.Width)), lane));
            });
        }
    }

    private string InputsComment =>
        $"Winograd's transform of the {CSharpLiteral.Of(WinogradGrid.Inputs)} by {CSharpLiteral.Of(WinogradGrid.Inputs)} inputs of each tile of a group."
        + (_step.IsPadded ? " A tile that reaches into the padding is first copied, with zeros there." : "");

    private string OutputsName(int number) => $"{_name}Outputs{CSharpLiteral.Of(number + 1)}";

    /// <summary>Writes which row and column of tiles a tile of the group is in.</summary>
    private void WritePlace(string? tile)
    {
        string index = tile is null ? "first" : $"(first + {tile})";
        _writer.Line($"nuint row = {index} / {CSharpLiteral.Of(_grid.Columns)};");
        _writer.Line($"nuint column = {index} % {CSharpLiteral.Of(_grid.Columns)};");
    }

    /// <summary>The first output of a tile along an axis; the last tile ends with the outputs.</summary>
    private static string Begin(ConvAxis axis, string place)
    {
        string first = $"{place} * {CSharpLiteral.Of(WinogradGrid.Outputs)}";
        return axis.Outputs % WinogradGrid.Outputs == 0 ? $"({first})" : $"{Minimum}({first}, {CSharpLiteral.Of(axis.Outputs - WinogradGrid.Outputs)})";
    }

    /// <summary>The first input of a tile along an axis.</summary>
    private static string Start(ConvAxis axis, string place) =>
        $"(int){Begin(axis, place)}{(axis.Before == 0 ? "" : axis.Before > 0 ? $" - {CSharpLiteral.Of(axis.Before)}" : $" + {CSharpLiteral.Of(-axis.Before)}")}";

    private static string IsInside(ConvAxis axis, string start) => $"{start} >= 0 && {start} <= {CSharpLiteral.Of(axis.Input - WinogradGrid.Inputs)}";

    /// <summary>Writes the copy of a tile's inputs, zeros where there are none.</summary>
    private void WriteBorder(KernelParameter x, KernelParameter border)
    {
        string size = CSharpLiteral.Of(WinogradGrid.Inputs);
        using (context.Kernel.Generic($"{_name}Border", [x, border, new("int", "top", IsValue: true), new("int", "left", IsValue: true)]))
        using (_writer.Block($"for (int i = 0; i < {size}; i++)"))
        using (_writer.Block($"for (int j = 0; j < {size}; j++)"))
        {
            _writer.Line($"bool isInside = top + i >= 0 && top + i < {CSharpLiteral.Of(_step.Part.Row.Input)} && left + j >= 0 && left + j < {CSharpLiteral.Of(_step.Part.Column.Input)};");
            _writer.Line($"nuint from = isInside ? (nuint)(((top + i) * {CSharpLiteral.Of(_step.Part.Column.Input)}) + left + j) * {CSharpLiteral.Of(_step.Channels)} : 0;");
            _writer.Line($"nuint to = (nuint)((i * {size}) + j) * {CSharpLiteral.Of(_step.Channels)};");
            WriteLanes(_step.Channels, lane => WriteStore($"isInside ? {Load("x", Sum("from", lane), _step.Channels)} : V.Zero", "border", Sum("to", lane), _step.Channels));
        }
    }

    /// <summary>Writes Bᵀ d B, row by row of it, for the inputs d of a tile.</summary>
    private void WriteInputTile()
    {
        for (int row = 1; row < WinogradGrid.Inputs; row++)
        {
            _writer.Line($"ref {context.Source} x{CSharpLiteral.Of(row)} = {KernelWriter.At("x", row == 1 ? "pitch" : $"{CSharpLiteral.Of(row)} * pitch")};");
        }

        WriteLanes(_step.Channels, lane =>
        {
            for (int row = 0; row < WinogradGrid.Inputs; row++)
            {
                string[] t = [.. Enumerable.Range(0, WinogradGrid.Inputs).Select(column => $"t{CSharpLiteral.Of(row)}{CSharpLiteral.Of(column)}")];
                for (int column = 0; column < t.Length; column++)
                {
                    string at = Sum(lane, column * _step.Channels);
                    _writer.Line($"V {t[column]} = {Input(row, i => Load(i == 0 ? "x" : $"x{CSharpLiteral.Of(i)}", at, _step.Channels))};");
                }

                for (int column = 0; column < t.Length; column++)
                {
                    int product = (row * WinogradGrid.Inputs) + column;
                    WriteStore(Input(column, i => t[i]), "to", Sum(lane, product * _grid.Group * _step.Channels), _step.Channels);
                }
            }
        });
    }

    /// <summary>Writes Aᵀ m A, row by row of it, for the products m of a tile.</summary>
    private void WriteOutputTile(ConvPanel panel, string from, string lane)
    {
        if (_step.HasBias)
        {
            _writer.Line($"V bias = V.Load(ref b, {lane});");
        }

        int lanes = panel.Filters < Block ? panel.Filters : 0;
        for (int row = 0; row < WinogradGrid.Outputs; row++)
        {
            string[] s = [.. Enumerable.Range(0, WinogradGrid.Inputs).Select(column => $"s{CSharpLiteral.Of(row)}{CSharpLiteral.Of(column)}")];
            for (int column = 0; column < s.Length; column++)
            {
                string value = Output(row, i => $"V.Load(ref x, {Sum(from, lane, ((i * WinogradGrid.Inputs) + column) * _grid.Group * panel.Width)})");
                _writer.Line($"V {s[column]} = {value};");
            }

            for (int column = 0; column < WinogradGrid.Outputs; column++)
            {
                string at = Sum("to", lane, (row * OutputRow) + (column * _step.Filters));
                string output = $"y{CSharpLiteral.Of(row)}{CSharpLiteral.Of(column)}";
                _writer.Line($"V {output} = {Output(column, i => s[i])}{(_step.HasBias ? " + bias" : "")};");
                string value = ProductEnd.Of(_step, BlockOperations.OfBlock, context.Compute, output, StepEmitter.OtherName, at, lanes);
                _writer.Line(lanes > 0 ? $"V.StoreFirst({value}, ref y, {at}, {CSharpLiteral.Of(lanes)});" : $"V.Store({value}, ref y, {at});");
            }
        }
    }

    /// <summary>An element of Bᵀ d, given those of d.</summary>
    private static string Input(int index, Func<int, string> d) => index switch
    {
        0 => $"{d(0)} - {d(2)}",
        1 => $"{d(1)} + {d(2)}",
        2 => $"{d(2)} - {d(1)}",
        _ => $"{d(1)} - {d(3)}",
    };

    /// <summary>An element of Aᵀ m, given those of m.</summary>
    private static string Output(int index, Func<int, string> m) => index == 0 ? $"{m(0)} + {m(1)} + {m(2)}" : $"{m(1)} - {m(2)} - {m(3)}";

    /// <summary>Writes a loop over the blocks of a run of elements, whose last one steps back where they are no whole blocks; its body gets where a block begins.</summary>
    private void WriteLanes(int length, Action<string> writeBody)
    {
        if (length <= Block)
        {
            using (_writer.Block())
            {
                writeBody("0");
            }

            return;
        }

        bool isWhole = length % Block == 0;
        string index = isWhole ? "lane" : "block";
        using (_writer.Block($"for (nuint {index} = 0; {index} < {CSharpLiteral.Of(length)}; {index} += {CSharpLiteral.Of(Block)})"))
        {
            if (!isWhole)
            {
                _writer.Line($"nuint lane = {Minimum}(block, {CSharpLiteral.Of(length - Block)});");
            }

            writeBody("lane");
        }
    }

    /// <summary>Loads a block of a run of elements, or all of them where they are fewer.</summary>
    private string Load(string reference, string at, int length) =>
        length < Block ? $"V.LoadFirst(ref {reference}, {at}, {CSharpLiteral.Of(length)}, 0)" : $"V.Load(ref {reference}, {at})";

    private void WriteStore(string value, string reference, string at, int length) => _writer.Line(
        length < Block ? $"V.StoreFirst({value}, ref {reference}, {at}, {CSharpLiteral.Of(length)});" : $"V.Store({value}, ref {reference}, {at});");

    private static string Sum(string left, int constant) => left == "0" ? CSharpLiteral.Of(constant) : KernelWriter.Plus(left, constant);

    private static string Sum(string left, string right, int constant = 0) => Sum(left == "0" ? right : right == "0" ? left : $"{left} + {right}", constant);
}
