using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Channels-last pooling of halves, as <see cref="PoolRowsEmitter"/> but two blocks of channels a load: one in the low, one
/// in the high bits of each lane. Shift and mask make floats of them in a scale of 2^-112, in which sums round as they do
/// in scale 1. Infinities and NaN do not survive that; a tile that has seen one runs again, exactly.
/// </summary>
internal sealed class PoolHalfEmitter
{
    public void Write(StepContext<PoolStep> context)
    {
        KernelParameter[] parameters = [new(context.Source, "x", LaneStride: 1), new(context.Destination, "y", LaneStride: 1)];
        LaneTiling tiling = context.Step.PairTiling!;
        using (context.Method())
        {
            context.Kernel.Ladder(tiling, KernelWriter.Pass(parameters));
        }

        context.Kernel.Tiles(tiling, parameters, tile => WriteTile(context, tile.Offsets, isExact: false));
        using (context.Kernel.Generic(Exact(context), parameters))
        {
            WriteTile(context, [0], isExact: true);
        }
    }

    /// <summary>The kernel of one pair of blocks that takes all values.</summary>
    private static string Exact(StepContext<PoolStep> context) => context.Kernel.Name + "Exact";

    private static void WriteTile(StepContext<PoolStep> context, IReadOnlyList<int> offsets, bool isExact)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        writer.Line("V pairs;");
        if (!isExact)
        {
            writer.Line("V largest = V.Zero;");
        }

        int group = step.Phases * step.Channels;
        for (int phase = 0; phase < step.Phases; phase++)
        {
            WriteRow(context, offsets, isExact, phase, "", phase * step.Channels, isFirst: true);
        }

        LoopShape loop = LoopShape.Choose(step.Groups - 1, 2 * step.Phases * offsets.Count);
        if (loop.Looped > 0)
        {
            string end = CSharpLiteral.Of((loop.Looped + 1) * group);
            using (writer.Block($"for (nuint i = {CSharpLiteral.Of(group)}; i < {end}; i += {CSharpLiteral.Of(loop.Unroll * group)})"))
            {
                for (int row = 0; row < loop.Unroll * step.Phases; row++)
                {
                    WriteRow(context, offsets, isExact, row % step.Phases, "i", row * step.Channels, isFirst: false);
                }
            }
        }

        // The rows that the loop left over, one phase after the other.
        for (int row = (loop.Looped + 1) * step.Phases; row < step.Positions; row++)
        {
            WriteRow(context, offsets, isExact, row % step.Phases, "", row * step.Channels, isFirst: false);
        }

        if (!isExact)
        {
            WriteRetreat(context, offsets);
        }

        WriteStores(context, offsets, isExact);
    }

    /// <summary>Loads the pairs of one row and starts a phase's results with them or combines both.</summary>
    private static void WriteRow(StepContext<PoolStep> context, IReadOnlyList<int> offsets, bool isExact, int phase, string index, int row, bool isFirst)
    {
        SourceWriter writer = context.Writer;
        (string low, string high) = isExact ? ("V.WidenLow(pairs)", "V.WidenHigh(pairs)") : ("V.LowHalf(pairs)", "V.HighHalf(pairs)");
        for (int pair = 0; pair < offsets.Count; pair++)
        {
            string at = index.Length == 0 ? CSharpLiteral.Of(row + offsets[pair]) : row + offsets[pair] == 0 ? index : $"{index} + {CSharpLiteral.Of(row + offsets[pair])}";
            writer.Line($"pairs = V.LoadPairs(ref x, {at});");
            if (!isExact)
            {
                writer.Line("largest = V.LargestHalves(largest, pairs);");
            }

            WriteResult(Name("low", phase, pair), low);
            WriteResult(Name("high", phase, pair), high);
        }

        void WriteResult(string name, string value) => writer.Line(isFirst
            ? $"V {name} = {value};"
            : $"{name} = {PoolEmitter.Combine(context.Step.Reduction, name, value)};");
    }

    private static void WriteRetreat(StepContext<PoolStep> context, IReadOnlyList<int> offsets)
    {
        using (context.Writer.Block("if (!V.AreFiniteHalves(largest))"))
        {
            foreach (int offset in offsets)
            {
                string at = CSharpLiteral.Of(offset);
                context.Writer.Line($"{Exact(context)}<V>({KernelWriter.At("x", at)}, {KernelWriter.At("y", at)});");
            }

            context.Writer.Line("return;");
        }

        context.Writer.Line();
    }

    private static void WriteStores(StepContext<PoolStep> context, IReadOnlyList<int> offsets, bool isExact)
    {
        PoolStep step = context.Step;
        bool divides = step.Reduction == Reduction.Mean && step.Positions > 1;
        if (!isExact)
        {
            context.Writer.Line($"V scale = V.Constant({KernelWriter.Services}.HalfWeights.Scale);");
        }

        if (divides)
        {
            context.Writer.Line($"V count = V.Constant({CSharpLiteral.Of(step.Positions)});");
        }

        for (int pair = 0; pair < offsets.Count; pair++)
        {
            context.Writer.Line($"V.StorePairs({Result("low", pair)}, {Result("high", pair)}, ref y, {CSharpLiteral.Of(offsets[pair])});");
        }

        string Result(string name, int pair)
        {
            string[] parts = [.. Enumerable.Range(0, step.Phases).Select(phase => Name(name, phase, pair))];
            string value = PoolEmitter.Tree(parts, (left, right) => PoolEmitter.Combine(step.Reduction, left, right));
            string grouped = parts.Length > 1 && step.Reduction == Reduction.Mean ? $"({value})" : value;
            return $"{grouped}{(isExact ? "" : " * scale")}{(divides ? " / count" : "")}";
        }
    }

    private static string Name(string half, int phase, int pair) => $"{half}{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(pair)}";
}
