using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>The kernels of one kind of panel of a convolution: loops over rows of outputs, and the tiles of a row.</summary>
/// <param name="context">The step.</param>
/// <param name="part">The outputs.</param>
/// <param name="panel">The filters.</param>
internal sealed class ConvKernel(StepContext<ConvStep> context, ConvPart part, ConvPanel panel)
{
    private readonly ConvStep _step = context.Step;
    private readonly SourceWriter _writer = context.Writer;

    public ConvPart Part => part;

    public ConvPanel Panel => panel;

    /// <summary>The kernel for 32 registers of 512 bits.</summary>
    public string Wide => context.Kernel.Name + KernelWriter.WideSuffix;

    /// <summary>The kernel for narrower registers.</summary>
    public string Narrow => context.Kernel.Name + KernelWriter.NarrowSuffix;

    /// <summary>Elements of a tap's weights.</summary>
    private int TapStride => _step.GroupChannels * panel.Width;

    private int RowStride => part.Row.Taps == 0 ? 0 : part.Column.Taps * TapStride;

    public void Write()
    {
        WriteRows(Wide, _step.WideTiles(part, panel), panel.Offsets);
        if (panel.Offsets.Length == 1)
        {
            WriteRows(Narrow, _step.NarrowTiles(part), [0]);
            return;
        }

        string block = Narrow + "Block";
        using (context.Kernel.Generic(Narrow, [.. Parameters]))
        {
            foreach (int offset in panel.Offsets)
            {
                string at = CSharpLiteral.Of(offset);
                string bias = _step.Bias < 0 ? "" : $", {KernelWriter.At("b", at)}";
                _writer.Line($"{block}<V>(ref x, {KernelWriter.At("y", at)}, {KernelWriter.At("w", at)}{bias});");
            }
        }

        WriteRows(block, _step.NarrowTiles(part), [0]);
    }

    private IEnumerable<KernelParameter> Parameters
    {
        get
        {
            string storage = context.Element.StorageName();
            yield return new KernelParameter(context.Source, "x");
            yield return new KernelParameter(context.Destination, "y");
            yield return new KernelParameter(storage, "w");
            if (_step.Bias >= 0)
            {
                yield return new KernelParameter(storage, "b");
            }
        }
    }

    /// <summary>The parameters of tiles: also how many planes and rows of the kernel see an input, where not all do.</summary>
    private IEnumerable<KernelParameter> TileParameters =>
    [
        .. Parameters,
        .. part.Depth.IsPadded ? (KernelParameter[])[new KernelParameter("nuint", "planes", IsValue: true)] : [],
        .. part.Row.IsPadded ? (KernelParameter[])[new KernelParameter("nuint", "rows", IsValue: true)] : [],
    ];

    private void WriteRows(string name, IReadOnlyList<ConvTile> tiles, IReadOnlyList<int> offsets)
    {
        using (context.Kernel.Generic(name, [.. Parameters]))
        {
            ConvEmitter.Loop(_writer, "plane", part.Depth.Outputs, plane =>
            {
                (string fromPlane, string firstPlane) = WriteRange(part.Depth, plane, "plane");
                ConvEmitter.Loop(_writer, "row", part.Row.Outputs, row =>
                {
                    (string fromRow, string firstRow) = WriteRange(part.Row, row, "row");
                    for (int i = 0; i < tiles.Count; i++)
                    {
                        WriteTileCall(TileName(name, i), tiles[i], (plane, fromPlane, firstPlane), (row, fromRow, firstRow));
                    }
                });
            });
        }

        for (int i = 0; i < tiles.Count; i++)
        {
            using (context.Kernel.Generic(TileName(name, i), [.. TileParameters]))
            {
                new ConvTileWriter(context, part, panel, tiles[i], offsets).Write();
            }
        }
    }

    /// <summary>
    /// Writes which taps of an axis see an input, where some do not. Returns the input under the first of them, and that
    /// tap, as expressions.
    /// </summary>
    private (string Input, string Tap) WriteRange(ConvAxis axis, string? output, string name)
    {
        if (!axis.IsPadded)
        {
            return (ConvEmitter.Sum(-axis.Before, (output, axis.Stride)), "0");
        }

        const string Math = "global::System.Math";
        string dilation = CSharpLiteral.Of(axis.Dilation);
        string up = axis.Dilation == 1 ? "" : $" + {CSharpLiteral.Of(axis.Dilation - 1)}";
        string start = output is null ? CSharpLiteral.Of(-axis.Before) : $"((int){output} * {CSharpLiteral.Of(axis.Stride)}) - {CSharpLiteral.Of(axis.Before)}";
        _writer.Line($"int {name}Start = {start};");
        _writer.Line($"int {name}First = {Math}.Max(0, {Divide($"-{name}Start{up}")});");
        _writer.Line($"int {name}End = {Math}.Min({CSharpLiteral.Of(axis.Taps)}, {Divide($"{CSharpLiteral.Of(axis.Input)} - {name}Start{up}")});");
        _writer.Line($"nuint {name}s = (nuint){Math}.Max(0, {name}End - {name}First);");
        string input = axis.Dilation == 1 ? $"{name}Start + {name}First" : $"{name}Start + ({name}First * {dilation})";
        _writer.Line($"nuint {name}Input = {name}s == 0 ? 0 : (nuint)({input});");
        return ($"{name}Input", $"(nuint){name}First");

        string Divide(string value) => axis.Dilation == 1 ? value : $"({value}) / {dilation}";
    }

    private void WriteTileCall(string name, ConvTile tile, (string? Output, string Input, string Tap) plane, (string? Output, string Input, string Tap) row)
    {
        int inputRow = part.Column.Input * _step.Channels;
        int outputRow = part.Column.Size * _step.Filters;
        int column = tile.FirstInput(part.Column) * _step.Channels;
        string x = Join(column, (plane.Input, part.Row.Input * inputRow), (row.Input, inputRow));
        int place = ((((part.Depth.Place * part.Row.Size) + part.Row.Place) * part.Column.Size) + part.Column.Place + (tile.First * part.Column.Pitch)) * _step.Filters;
        string y = ConvEmitter.Sum(place, (plane.Output, part.Depth.Pitch * part.Row.Size * outputRow), (row.Output, part.Row.Pitch * outputRow));
        string w = Join(0, (plane.Tap, part.Row.Taps * RowStride), (row.Tap, RowStride));
        List<string> arguments = [KernelWriter.At("x", x), KernelWriter.At("y", y), KernelWriter.At("w", w)];
        arguments.AddRange(TileParameters.Skip(3).Select(p => p.IsValue ? p.Name : $"ref {p.Name}"));
        _writer.Line($"{name}<V>({string.Join(", ", arguments)});");
    }

    /// <summary>A sum of products of expressions and factors.</summary>
    private static string Join(int constant, params IEnumerable<(string Value, int Factor)> products) =>
        ConvEmitter.Sum(constant, products.Where(p => p.Value != "0").Select(p => ((string?)(p.Value.Contains(" + ") ? $"({p.Value})" : p.Value), p.Factor)));

    private static string TileName(string name, int index) => $"{name}Tile{CSharpLiteral.Of(index + 1)}";
}
