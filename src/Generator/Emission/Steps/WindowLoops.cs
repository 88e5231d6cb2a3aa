using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// The kernels that slide a window: loops over planes and rows of outputs around the tiles of a row. What taps see after
/// the borders is left out, not multiplied by zero: whole planes and rows here, columns in the tiles.
/// </summary>
/// <param name="Kernel">Writes kernels.</param>
/// <param name="Parameters">The kernels' parameters: <c>x</c>, <c>y</c>, <c>w</c> and perhaps <c>b</c>.</param>
/// <param name="Part">The outputs.</param>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="TapStride">Elements of weights from one tap of the kernel to the next.</param>
internal sealed record WindowLoops(KernelWriter Kernel, IReadOnlyList<KernelParameter> Parameters, ConvPart Part, int Channels, int Filters, int TapStride)
{
    /// <summary>
    /// Tiles go from the first row to the last one after the other, so that the rows that windows have in common stay near; else all
    /// tiles of a row come before those of the next.
    /// </summary>
    public bool GoesDown { get; init; }

    /// <summary>What the comment of a kernel says of it beside what all have in common.</summary>
    public string Explanation { get; init; } = "";

    private SourceWriter Writer => Kernel.Writer;

    private int InputRow => Part.Column.Input * Channels;

    private int KernelRow => Part.Column.Taps * TapStride;

    /// <summary>The parameters of tiles: also how many planes and rows of the kernel see an input, where not all do.</summary>
    private IReadOnlyList<KernelParameter> TileParameters =>
    [
        .. Parameters,
        .. Part.Depth.IsPadded ? (KernelParameter[])[new KernelParameter("nuint", "planes", IsValue: true)] : [],
        .. Part.Row.IsPadded ? (KernelParameter[])[new KernelParameter("nuint", "rows", IsValue: true)] : [],
    ];

    /// <summary>The parameters of a step's kernels.</summary>
    public static IReadOnlyList<KernelParameter> ParametersOf<TStep>(StepContext<TStep> context) where TStep : ProductStep
    {
        string storage = context.Element.StorageName();
        List<KernelParameter> parameters = [new(context.Source, "x"), new(context.Destination, "y"), new(storage, "w")];
        if (context.Step.HasBias)
        {
            parameters.Add(new KernelParameter(storage, "b"));
        }

        if (context.Step.AddsOther)
        {
            parameters.Add(new KernelParameter(context.Other, StepEmitter.OtherName) { Role = ParameterRole.Other });
        }

        return parameters;
    }

    /// <summary>Writes a kernel over all rows, and those of its tiles.</summary>
    /// <param name="method">The kernel.</param>
    /// <param name="tiles">The tiles of a row.</param>
    /// <param name="writeTile">Writes the body of a tile.</param>
    public void Write(KernelMethod method, IReadOnlyList<ConvTile> tiles, Action<ConvTile, BlockOperations> writeTile)
    {
        using (Kernel.Method(method, Parameters, "Windows row by row of the output, in tiles of positions whose sums stay in registers; what lies in the padding is left out of the loops." + Explanation))
        {
            if (GoesDown)
            {
                for (int i = 0; i < tiles.Count; i++)
                {
                    Loop(Writer, "tile", tiles[i].Count, tile => WriteRows(method, tiles, i, 1, tile));
                }
            }
            else
            {
                WriteRows(method, tiles, 0, tiles.Count, null);
            }
        }

        for (int i = 0; i < tiles.Count; i++)
        {
            using (Kernel.Method(Tile(method, i), TileParameters))
            {
                writeTile(GoesDown ? tiles[i] with { Count = 1 } : tiles[i], method.Blocks);
            }
        }
    }

    /// <summary>Writes the loops over rows around some of a row's tiles, or one of several equal tiles.</summary>
    private void WriteRows(KernelMethod method, IReadOnlyList<ConvTile> tiles, int first, int count, string? index) =>
        Loop(Writer, "plane", Part.Depth.Outputs, plane =>
        {
            (string fromPlane, string firstPlane) = WriteRange(Part.Depth, plane, "plane");
            Loop(Writer, "row", Part.Row.Outputs, row =>
            {
                (string fromRow, string firstRow) = WriteRange(Part.Row, row, "row");
                for (int i = first; i < first + count; i++)
                {
                    WriteTileCall(Tile(method, i), tiles[i], index, (plane, fromPlane, firstPlane), (row, fromRow, firstRow));
                }
            });
        });

    /// <summary>Writes the loops of a tile over the planes and rows of the kernel.</summary>
    /// <param name="from">The reference to the tile's first input.</param>
    /// <param name="source">The type behind it.</param>
    /// <param name="storage">The type of weights.</param>
    /// <param name="writeRow">Writes what happens to a row, given the references to its first input and to its weights.</param>
    /// <param name="writePlaneEnd">Writes what happens after a plane of the kernel.</param>
    public void WriteTaps(string from, string source, string storage, Action<string, string> writeRow, Action? writePlaneEnd = null) => Over(Part.Depth, "plane", plane =>
    {
        Over(Part.Row, "row", row =>
        {
            string run = Sum(0, (plane, Part.Depth.Dilation * Part.Row.Input * InputRow), (row, Part.Row.Dilation * InputRow));
            string weights = Sum(0, (plane, Part.Row.Taps * KernelRow), (row, KernelRow));
            if (run != "0")
            {
                Writer.Line($"ref {source} run = {KernelWriter.At(from, run)};");
            }

            if (weights != "0")
            {
                Writer.Line($"ref {storage} taps = {KernelWriter.At("w", weights)};");
            }

            writeRow(run == "0" ? from : "run", weights == "0" ? "w" : "taps");
        });
        writePlaneEnd?.Invoke();
    });

    /// <summary>Writes a loop over equal tiles, given the references to the first input and output of each, and to what is added to that.</summary>
    public void WriteTiles(ConvTile tile, string source, string destination, Action<string, string, string> writeTile) => Loop(Writer, "tile", tile.Count, index =>
    {
        if (index is not null)
        {
            Writer.Line($"ref {source} from = {KernelWriter.At("x", Sum(0, (index, tile.Positions * Part.Column.Stride * Channels)))};");
            string output = Sum(0, (index, tile.Positions * Part.Column.Pitch * Filters));
            Writer.Line($"ref {destination} to = {KernelWriter.At("y", output)};");
            foreach (KernelParameter other in Parameters.Where(p => p.Role == ParameterRole.Other))
            {
                Writer.Line($"ref {other.Type} along = {KernelWriter.At(other.Name, output)};");
            }
        }

        writeTile(index is null ? "x" : "from", index is null ? "y" : "to", index is null ? StepEmitter.OtherName : "along");
    });

    /// <summary>Writes a loop, or its body alone where it would run once; the body gets the variable, or null.</summary>
    public static void Loop(SourceWriter writer, string variable, int count, Action<string?> writeBody)
    {
        if (count == 1)
        {
            writeBody(null);
            return;
        }

        using (writer.Block($"for (nuint {variable} = 0; {variable} < {CSharpLiteral.Of(count)}; {variable}++)"))
        {
            writeBody(variable);
        }
    }

    /// <summary>A constant and products of variables, those left out that are nothing.</summary>
    public static string Sum(int constant, params IEnumerable<(string? Variable, int Factor)> products)
    {
        List<string> terms = [.. products.Where(p => p.Variable is not null && p.Factor != 0).Select(p => p.Factor == 1 ? p.Variable! : $"({p.Variable} * {CSharpLiteral.Of(p.Factor)})")];
        if (constant != 0 || terms.Count == 0)
        {
            terms.Add(CSharpLiteral.Of(constant));
        }

        return string.Join(" + ", terms);
    }

    private void Over(ConvAxis axis, string name, Action<string?> writeBody)
    {
        if (!axis.IsPadded)
        {
            Loop(Writer, name, axis.Taps, writeBody);
            return;
        }

        using (Writer.Block($"for (nuint {name} = 0; {name} < {name}s; {name}++)"))
        {
            writeBody(name);
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
            return (Sum(-axis.Before, (output, axis.Stride)), "0");
        }

        string dilation = CSharpLiteral.Of(axis.Dilation);
        string up = axis.Dilation == 1 ? "" : $" + {CSharpLiteral.Of(axis.Dilation - 1)}";
        string before = $"({CSharpLiteral.Of(-axis.Before)})";
        Writer.Line($"int {name}Start = {(output is null ? before : $"((int){output} * {CSharpLiteral.Of(axis.Stride)}) + {before}")};");

        // No calls of Math: the JIT would inline them anew in every kernel.
        Writer.Line($"int {name}First = {name}Start < 0 ? {Divide($"-{name}Start{up}")} : 0;");
        Writer.Line($"int {name}End = {Divide($"{CSharpLiteral.Of(axis.Input)} - {name}Start{up}")};");
        Writer.Line($"{name}End = {name}End < {CSharpLiteral.Of(axis.Taps)} ? {name}End : {CSharpLiteral.Of(axis.Taps)};");
        Writer.Line($"nuint {name}s = {name}End > {name}First ? (nuint)({name}End - {name}First) : 0;");

        // A window without inputs must not point past them.
        string input = axis.Dilation == 1 ? $"{name}Start + {name}First" : $"{name}Start + ({name}First * {dilation})";
        Writer.Line($"nuint {name}Input = {name}s == 0 ? 0 : (nuint)({input});");
        Writer.Line($"nuint {name}Tap = {name}s == 0 ? 0 : (nuint){name}First;");
        return ($"{name}Input", $"{name}Tap");

        string Divide(string value) => axis.Dilation == 1 ? value : $"({value}) / {dilation}";
    }

    private void WriteTileCall(KernelMethod method, ConvTile tile, string? index, (string? Output, string Input, string Tap) plane, (string? Output, string Input, string Tap) row)
    {
        int outputRow = Part.Column.Size * Filters;
        string x = Join(tile.FirstInput(Part.Column) * Channels, (index ?? "0", tile.Positions * Part.Column.Stride * Channels), (plane.Input, Part.Row.Input * InputRow), (row.Input, InputRow));
        int place = ((((Part.Depth.Place * Part.Row.Size) + Part.Row.Place) * Part.Column.Size) + Part.Column.Place + (tile.First * Part.Column.Pitch)) * Filters;
        string y = Sum(place, (index, tile.Positions * Part.Column.Pitch * Filters), (plane.Output, Part.Depth.Pitch * Part.Row.Size * outputRow), (row.Output, Part.Row.Pitch * outputRow));
        string w = Join(0, (plane.Tap, Part.Row.Taps * KernelRow), (row.Tap, KernelRow));
        List<string> arguments = [KernelWriter.At("x", x), KernelWriter.At("y", y), KernelWriter.At("w", w)];
        arguments.AddRange(TileParameters.Skip(3).Select(p => p.IsValue ? p.Name : KernelWriter.At(p.Name, p.Role == ParameterRole.Other ? y : "0")));
        Writer.Line(method.Call(arguments));
    }

    /// <summary>A sum of products of expressions and factors.</summary>
    private static string Join(int constant, params IEnumerable<(string Value, int Factor)> products) =>
        Sum(constant, products.Where(p => p.Value != "0").Select(p => ((string?)(p.Value.Contains(" + ") ? $"({p.Value})" : p.Value), p.Factor)));

    private static KernelMethod Tile(KernelMethod method, int index) => method.Part($"Tile{CSharpLiteral.Of(index + 1)}");
}
