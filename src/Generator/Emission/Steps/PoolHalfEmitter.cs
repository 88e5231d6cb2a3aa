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
        LaneTiling tiling = context.Step.PairTiling!;
        KernelParameter[] parameters =
        [
            new(context.Source, "x", FollowsLanes: true),
            new(context.Destination, "y", FollowsLanes: true),
            new(context.Compute, "results"),
        ];
        using (context.Method())
        {
            context.Writer.Line($"global::System.Span<{context.Compute}> buffer = stackalloc {context.Compute}[{CSharpLiteral.Of(tiling.Wide * tiling.Block)}];");
            context.Writer.Line($"ref {context.Compute} results = ref {KernelWriter.Marshal}.GetReference(buffer);");
            context.Kernel.Ladder(tiling, KernelWriter.Pass(parameters));
        }

        context.Kernel.Tiles(tiling, parameters, tile => WriteTile(context, tile.Offsets, isExact: false));
        using (context.Kernel.Generic(Exact(context), parameters))
        {
            WriteTile(context, [0], isExact: true);
        }

        WriteFinishKernel(context);
    }

    /// <summary>The kernel of one pair of blocks that takes all values.</summary>
    private static string Exact(StepContext<PoolStep> context) => context.Kernel.Name + "Exact";

    /// <summary>
    /// Registers that look out for infinities and NaN, in turn where there are loads enough: one alone would wait for the
    /// last instruction each time (2.5 cycles a load instead of 2.0 on Zen 5).
    /// </summary>
    private static int Watchers(PoolStep step, IReadOnlyList<int> offsets) => step.Phases * offsets.Count >= 4 ? 4 : 1;

    private static string Finish(StepContext<PoolStep> context) => context.Kernel.Name + "Finish";

    private static void WriteTile(StepContext<PoolStep> context, IReadOnlyList<int> offsets, bool isExact)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        writer.Line("V pairs;");
        if (!isExact)
        {
            for (int i = 0; i < Watchers(step, offsets); i++)
            {
                writer.Line($"V largest{CSharpLiteral.Of(i)} = V.Zero;");
            }
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

        WriteEnd(context, offsets, isExact);
    }

    /// <summary>Loads the pairs of one row and starts a phase's results with them or combines both.</summary>
    private static void WriteRow(StepContext<PoolStep> context, IReadOnlyList<int> offsets, bool isExact, int phase, string index, int row, bool isFirst)
    {
        SourceWriter writer = context.Writer;
        (string low, string high) = isExact ? ("V.WidenLow(pairs)", "V.WidenHigh(pairs)") : ("V.LowHalf(pairs)", "V.HighHalf(pairs)");
        for (int pair = 0; pair < offsets.Count; pair++)
        {
            string at = KernelWriter.Plus(index, row + offsets[pair]);
            writer.Line($"pairs = V.LoadPairs(ref x, {at});");
            if (!isExact)
            {
                string largest = $"largest{CSharpLiteral.Of(((phase * offsets.Count) + pair) % Watchers(context.Step, offsets))}";
                writer.Line($"{largest} = V.LargestHalves({largest}, pairs);");
            }

            WriteResult(Name("low", phase, pair), low);
            WriteResult(Name("high", phase, pair), high);
        }

        void WriteResult(string name, string value) => writer.Line(isFirst
            ? $"V {name} = {value};"
            : $"{name} = {PoolEmitter.Combine(context.Step.Reduction, name, value)};");
    }

    /// <summary>
    /// Leaves the results in memory and calls what finishes them: written out here, rounding to halves would take so many
    /// registers that the JIT spills the results in the loop.
    /// </summary>
    private static void WriteEnd(StepContext<PoolStep> context, IReadOnlyList<int> offsets, bool isExact)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int pairLength = step.PairTiling!.Block;
        for (int pair = 0; pair < offsets.Count; pair++)
        {
            WriteStore("low", pair, pair * pairLength);
            WriteStore("high", pair, (pair * pairLength) + (pairLength / 2));
        }

        if (isExact)
        {
            WriteFinish(context, 0, 0, 1, "1");
            return;
        }

        int inOrder = offsets.TakeWhile((offset, pair) => offset == pair * pairLength).Count();
        const string Scale = $"{KernelWriter.Services}.HalfWeights.Scale";
        string largest = Enumerable.Range(0, Watchers(step, offsets))
            .Select(i => $"largest{CSharpLiteral.Of(i)}")
            .Aggregate((left, right) => $"V.LargestHalves({left}, {right})");
        using (writer.Block($"if (V.AreFiniteHalves({largest}))"))
        {
            WriteFinish(context, 0, 0, inOrder, Scale);
            if (inOrder < offsets.Count)
            {
                WriteFinish(context, inOrder, offsets[inOrder], 1, Scale);
            }
        }

        using (writer.Block("else"))
        {
            foreach (int offset in offsets)
            {
                string at = CSharpLiteral.Of(offset);
                writer.Line($"{Exact(context)}<V>({KernelWriter.At("x", at)}, {KernelWriter.At("y", at)}, ref results);");
            }
        }

        void WriteStore(string half, int pair, int at)
        {
            string[] parts = [.. Enumerable.Range(0, step.Phases).Select(phase => Name(half, phase, pair))];
            string value = PoolEmitter.Tree(parts, (left, right) => PoolEmitter.Combine(step.Reduction, left, right));
            writer.Line($"V.Store({value}, ref results, {CSharpLiteral.Of(at)});");
        }
    }

    private static void WriteFinish(StepContext<PoolStep> context, int pair, int lane, int pairs, string scale)
    {
        int pairLength = context.Step.PairTiling!.Block;
        string results = KernelWriter.At("results", CSharpLiteral.Of(pair * pairLength));
        string y = KernelWriter.At("y", CSharpLiteral.Of(lane));
        context.Writer.Line($"{Finish(context)}<V>({results}, {y}, {CSharpLiteral.Of(pairs * pairLength)}, {scale});");
    }

    /// <summary>Brings results to scale, divides sums, and stores the lanes of each pair of blocks in the order of the channels.</summary>
    private static void WriteFinishKernel(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        KernelParameter[] parameters =
        [
            new(context.Compute, "results"),
            new(context.Destination, "y"),
            new("nuint", "lanes", IsValue: true),
            new("double", "scale", IsValue: true),
        ];
        using (context.Kernel.Generic(Finish(context), parameters))
        {
            bool divides = PoolEmitter.Divides(step);
            string pair = CSharpLiteral.Of(step.PairTiling!.Block);
            string block = CSharpLiteral.Of(step.PairTiling!.Block / 2);
            writer.Line("V factor = V.Constant(scale);");
            if (divides)
            {
                writer.Line($"V count = V.Constant({CSharpLiteral.Of(step.Divisor)});");
            }

            using (writer.Block($"for (nuint lane = 0; lane < lanes; lane += {pair})"))
            {
                string quotient = divides ? " / count" : "";
                writer.Line($"V low = V.Load(ref results, lane) * factor{quotient};");
                writer.Line($"V high = V.Load(ref results, lane + {block}) * factor{quotient};");
                writer.Line("V.StorePairs(low, high, ref y, lane);");
            }
        }
    }

    private static string Name(string half, int phase, int pair) => $"{half}{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(pair)}";
}
