using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Several rows at once: each block of weights that a tile loads serves all its rows. Each output's sum runs in the order
/// that it has in a single row, so it makes no difference to the bits how rows come together.
/// </summary>
internal static class DenseRowsEmitter
{
    /// <summary>The local that says how many rows fill whole tiles; the rows behind them run one by one.</summary>
    public const string WholeTiles = "tiled";

    /// <summary>Calls the tiles, panel by panel, where there are rows enough and a condition, if any, holds.</summary>
    public static void WriteCall(StepContext<DenseStep> context, IReadOnlyList<KernelParameter> parameters, string? condition = null)
    {
        SourceWriter writer = context.Writer;
        string whole = $"{KernelsWriter.Rows} - ({KernelsWriter.Rows} % {CSharpLiteral.Of(Budget.RowTile)})";
        writer.Line($"nuint {WholeTiles} = {(condition is null ? whole : $"{condition} ? {whole} : 0")};");
        using (writer.Block($"if ({WholeTiles} > 0)"))
        {
            foreach (StepContext<DenseStep> part in DenseEmitter.Parts(context))
            {
                DenseEmitter.WritePanels(part, Extend(parameters), "0", "0", arguments => Kernel(part).Ladder(part.Step.RowTiling!.IsUniform, arguments));
            }
        }

        writer.Line();
    }

    public static void Write(StepContext<DenseStep> context, IReadOnlyList<KernelParameter> parameters) =>
        WriteTiles(context, parameters, tile => WriteTile(context, tile));

    /// <summary>Writes the kernels of <see cref="DenseStep.RowTiling"/>: a loop over the rows <c>from</c> and <c>to</c>, a tile of them at a time.</summary>
    public static void WriteTiles(StepContext<DenseStep> context, IReadOnlyList<KernelParameter> parameters, Action<LaneTile> writeTile) =>
        Kernel(context).Tiles(context.Step.RowTiling!, Extend(parameters), tile =>
        {
            if (tile.RestRows == 0)
            {
                WriteLoop(context, tile, "0", KernelsWriter.Rows, writeTile);
                return;
            }

            // All but one multiple of the smaller tile are sums of both: rest tiles of 4 leave a multiple of 6.
            string rest = CSharpLiteral.Of(tile.RestRows);
            context.Writer.Line($"nuint end = {KernelsWriter.Rows} - ({KernelsWriter.Rows} / {rest} % 3 * {rest});");
            WriteLoop(context, tile, "0", "end", writeTile);
            WriteLoop(context, tile with { Rows = tile.RestRows }, "end", KernelsWriter.Rows, writeTile);
        }, "");

    private static void WriteLoop(StepContext<DenseStep> context, LaneTile tile, string start, string end, Action<LaneTile> writeTile)
    {
        SourceWriter writer = context.Writer;
        using (writer.Block($"for (nuint row = {start}; row < {end}; row += {CSharpLiteral.Of(tile.Rows)})"))
        {
            writer.Line($"ref {context.Source} from = {KernelWriter.At("x", $"row * {CSharpLiteral.Of(context.Step.Inputs)}")};");
            writer.Line($"ref {context.Destination} to = {KernelWriter.At("y", $"row * {CSharpLiteral.Of(context.Step.RowStride)}")};");
            writeTile(tile);
        }
    }

    private static KernelWriter Kernel(StepContext<DenseStep> context) =>
        new(context.Writer, context.Kernel.Name + "Rows", context.Kernel.ComputeType);

    private static IReadOnlyList<KernelParameter> Extend(IReadOnlyList<KernelParameter> parameters) =>
        [.. parameters, new KernelParameter("nuint", KernelsWriter.Rows, IsValue: true) { Role = ParameterRole.RowCount }];

    private static void WriteTile(StepContext<DenseStep> context, LaneTile tile)
    {
        WriteSums(context, tile.Rows, tile.Offsets);
        DenseEmitter.WriteInputs(context, (phase, index, k, suffix) => WriteMultiplyAdds(context, tile, phase, index, k, suffix));
        WriteStores(context, tile.Rows, tile.Offsets, "to");
    }

    /// <summary>The sums of some rows and blocks of lanes start with the bias.</summary>
    public static void WriteSums(StepContext<DenseStep> context, int rows, IReadOnlyList<int> lanes) => ForEach(rows, context.Step.Phases, lanes.Count, (row, phase, block) =>
    {
        string start = phase == 0 && context.Step.Bias >= 0 ? $"V.Load(ref b, {CSharpLiteral.Of(lanes[block])})" : "V.Zero";
        context.Writer.Line($"V {Sum(row, phase, block)} = {start};");
    });

    private static void WriteMultiplyAdds(StepContext<DenseStep> context, LaneTile tile, int phase, string index, int k, string suffix)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        string names = CSharpLiteral.Of(phase) + suffix;
        for (int block = 0; block < tile.Offsets.Count; block++)
        {
            int offset = (phase * step.PanelWidth) + tile.Offsets[block];
            writer.Line($"V w{names}_{CSharpLiteral.Of(block)} = V.Load(ref w, {KernelWriter.Plus("at", offset)});");
            if (suffix.Length == 0)
            {
                DenseEmitter.WritePrefetch(context, offset, step.PrefetchedRows);
            }
        }

        for (int row = 0; row < tile.Rows; row++)
        {
            string x = $"x{names}_{CSharpLiteral.Of(row)}";
            writer.Line($"V {x} = V.SplatAt(ref from, {KernelWriter.Plus(index, (row * step.Inputs) + k)});");
            for (int block = 0; block < tile.Offsets.Count; block++)
            {
                string sum = Sum(row, phase, block);
                writer.Line($"{sum} = V.MultiplyAdd({x}, w{names}_{CSharpLiteral.Of(block)}, {sum});");
            }
        }
    }

    /// <summary>Joins the phases and stores the sums of some rows and blocks of lanes.</summary>
    public static void WriteStores(StepContext<DenseStep> context, int rows, IReadOnlyList<int> lanes, string destination) => ForEach(rows, 1, lanes.Count, (row, _, block) =>
    {
        string[] parts = [.. Enumerable.Range(0, context.Step.Phases).Select(phase => Sum(row, phase, block))];
        string value = DenseEmitter.Activate(context, Reductions.Tree(parts, (left, right) => $"{left} + {right}"));
        context.Writer.Line(context.Step.Variant == DenseKernel.PaddedRows
            ? $"V.StoreFirst({value}, ref {destination}, 0, {CSharpLiteral.Of(context.Step.Units)});"
            : $"V.Store({value}, ref {destination}, {CSharpLiteral.Of((row * context.Step.RowStride) + lanes[block])});");
    });

    private static void ForEach(int rows, int phases, int blocks, Action<int, int, int> write)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int phase = 0; phase < phases; phase++)
            {
                for (int block = 0; block < blocks; block++)
                {
                    write(row, phase, block);
                }
            }
        }
    }

    public static string Sum(int row, int phase, int block) => $"s{CSharpLiteral.Of(row)}_{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(block)}";
}
