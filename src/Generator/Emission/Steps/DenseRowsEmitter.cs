using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Several rows at once: each block of weights that a tile loads serves all its rows. Each output's sum runs in the order
/// that it has in a single row, so it makes no difference to the bits how rows come together.
/// </summary>
internal sealed class DenseRowsEmitter
{
    /// <summary>The local that says how many rows fill whole tiles; the rows behind them run one by one.</summary>
    public const string WholeTiles = "tiled";

    /// <summary>Calls the tiles, panel by panel, where there are rows enough.</summary>
    public void WriteCall(StepContext<DenseStep> context, IReadOnlyList<KernelParameter> parameters)
    {
        SourceWriter writer = context.Writer;
        writer.Line($"nuint {WholeTiles} = {KernelsWriter.Rows} - ({KernelsWriter.Rows} % {CSharpLiteral.Of(Budget.RowTile)});");
        using (writer.Block($"if ({WholeTiles} > 0)"))
        {
            DenseEmitter.WritePanels(context, Extend(parameters), "0", "0", arguments => Kernel(context).Ladder(context.Step.RowTiling!, arguments));
        }

        writer.Line();
    }

    public void Write(StepContext<DenseStep> context, IReadOnlyList<KernelParameter> parameters) =>
        Kernel(context).Tiles(context.Step.RowTiling!, Extend(parameters), tile => WriteTile(context, tile));

    private static KernelWriter Kernel(StepContext<DenseStep> context) =>
        new(context.Writer, context.Kernel.Name + "Rows", context.Kernel.ComputeType);

    private static IReadOnlyList<KernelParameter> Extend(IReadOnlyList<KernelParameter> parameters) =>
        [.. parameters, new KernelParameter("nuint", KernelsWriter.Rows, IsValue: true)];

    private static void WriteTile(StepContext<DenseStep> context, LaneTile tile)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        using (writer.Block($"for (nuint row = 0; row < {KernelsWriter.Rows}; row += {CSharpLiteral.Of(tile.Rows)})"))
        {
            writer.Line($"ref {context.Source} from = {KernelWriter.At("x", $"row * {CSharpLiteral.Of(step.Inputs)}")};");
            writer.Line($"ref {context.Destination} to = {KernelWriter.At("y", $"row * {CSharpLiteral.Of(step.Units)}")};");
            ForEach(tile, step.Phases, (row, phase, block) =>
            {
                string start = phase == 0 && step.Bias >= 0 ? $"V.Load(ref b, {CSharpLiteral.Of(tile.Offsets[block])})" : "V.Zero";
                writer.Line($"V {Sum(row, phase, block)} = {start};");
            });
            WriteProducts(context, tile);
            WriteStores(context, tile);
        }
    }

    private static void WriteProducts(StepContext<DenseStep> context, LaneTile tile)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        int looped = step.Inputs / step.Phases * step.Phases;
        writer.Line("nuint at = 0;");
        using (writer.Block($"for (nuint k = 0; k < {CSharpLiteral.Of(looped)}; k += {CSharpLiteral.Of(step.Phases)}, at += {CSharpLiteral.Of(step.Phases * step.PanelWidth)})"))
        {
            for (int phase = 0; phase < step.Phases; phase++)
            {
                WriteMultiplyAdds(context, tile, phase, phase, "k", "");
            }
        }

        for (int k = looped; k < step.Inputs; k++)
        {
            WriteMultiplyAdds(context, tile, k - looped, k, "", "Last");
        }
    }

    private static void WriteMultiplyAdds(StepContext<DenseStep> context, LaneTile tile, int phase, int k, string index, string suffix)
    {
        DenseStep step = context.Step;
        SourceWriter writer = context.Writer;
        string names = CSharpLiteral.Of(phase) + suffix;
        for (int block = 0; block < tile.Offsets.Count; block++)
        {
            int offset = (phase * step.PanelWidth) + tile.Offsets[block];
            writer.Line($"V w{names}_{CSharpLiteral.Of(block)} = V.Load(ref w, {Plus("at", offset)});");
            if (step.PrefetchedRows > 0 && suffix.Length == 0)
            {
                writer.Line($"{KernelWriter.Services}.CacheLine.Prefetch(ref w, {Plus("at", offset + (step.PrefetchedRows * step.PanelWidth))});");
            }
        }

        for (int row = 0; row < tile.Rows; row++)
        {
            string x = $"x{names}_{CSharpLiteral.Of(row)}";
            writer.Line($"V {x} = V.SplatAt(ref from, {Plus(index, (row * step.Inputs) + k)});");
            for (int block = 0; block < tile.Offsets.Count; block++)
            {
                string sum = Sum(row, phase, block);
                writer.Line($"{sum} = V.MultiplyAdd({x}, w{names}_{CSharpLiteral.Of(block)}, {sum});");
            }
        }
    }

    private static void WriteStores(StepContext<DenseStep> context, LaneTile tile)
    {
        DenseStep step = context.Step;
        ForEach(tile, 1, (row, _, block) =>
        {
            string[] parts = [.. Enumerable.Range(0, step.Phases).Select(phase => Sum(row, phase, block))];
            string value = DenseEmitter.Activate(context, PoolEmitter.Tree(parts, (left, right) => $"{left} + {right}"));
            context.Writer.Line($"V.Store({value}, ref to, {CSharpLiteral.Of((row * step.Units) + tile.Offsets[block])});");
        });
    }

    private static void ForEach(LaneTile tile, int phases, Action<int, int, int> write)
    {
        for (int row = 0; row < tile.Rows; row++)
        {
            for (int phase = 0; phase < phases; phase++)
            {
                for (int block = 0; block < tile.Offsets.Count; block++)
                {
                    write(row, phase, block);
                }
            }
        }
    }

    private static string Plus(string index, int offset) =>
        index.Length == 0 ? CSharpLiteral.Of(offset) : offset == 0 ? index : $"{index} + {CSharpLiteral.Of(offset)}";

    private static string Sum(int row, int phase, int block) => $"s{CSharpLiteral.Of(row)}_{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(block)}";
}
