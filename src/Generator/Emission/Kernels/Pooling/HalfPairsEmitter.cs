using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>Writes <see cref="HalfPairsKernel"/>.</summary>
internal sealed class HalfPairsEmitter : PoolKernelEmitter<HalfPairsKernel>
{
    public override IReadOnlyList<KernelParameter> Parameters(StepContext<PoolStep> context) =>
    [
        new(context.Source, "x", FollowsLanes: true),
        new(context.Destination, "y", FollowsLanes: true),
        new(context.Compute, "results"),
    ];

    /// <summary>Tiles leave their results in a buffer, from which they are finished.</summary>
    public override void WriteStep(StepContext<PoolStep> context)
    {
        PerFile<PoolKernel> kernels = context.Step.Choice!.Kernels;
        PerFile<LaneTiling> tilings = kernels.Select(kernel => ((HalfPairsKernel)kernel).Tiling);
        using (context.Method())
        {
            int length = Math.Max(tilings.Wide.Height, tilings.Narrow.Height) * tilings.Wide.Block;
            context.Writer.Line($"global::System.Span<{context.Compute}> buffer = stackalloc {context.Compute}[{CSharpLiteral.Of(length)}];");
            context.Writer.Line($"ref {context.Compute} results = ref {KernelWriter.Marshal}.GetReference(buffer);");
            WriteLadder(context, kernels);
        }

        WriteKernels(context, kernels);
        var exact = (HalfPairsKernel)kernels.Wide;
        using (context.Kernel.Generic(Exact(context), Parameters(context), comment: "One pair of blocks again, with infinities and NaN. Names are those of the kernel above."))
        {
            WriteTile(context, [0], exact.Exact, watchers: 0);
        }

        WriteFinishKernel(context);
    }

    protected override void WriteKernel(StepContext<PoolStep> context, HalfPairsKernel kernel, string method) =>
        context.Kernel.Tiles(KernelMethod.Generic(method), kernel.Tiling.Tiles, Parameters(context), (tile, index) => WriteTile(context, tile.Offsets, kernel.Walks[index].Loop, kernel.Walks[index].Watchers), Comment(context));

    private static string Comment(StepContext<PoolStep> context) =>
        "Each load brings two blocks of halves, in the low and the high bits of its lanes; shift and mask make floats of them, times 2^-112, which keeps the bits of sums."
        + " largest<i> watch for infinities and NaN, which that would change: then the exact kernel runs."
        + $" low<phase>_<pair>, high<phase>_<pair>: results so far, in {PhaseCount.Describe(context.Step.Choice!.Order.Phases)}.";

    /// <summary>The kernel of one pair of blocks that takes all values.</summary>
    private static string Exact(StepContext<PoolStep> context) => context.Kernel.Name + "Exact";

    private static string Finish(StepContext<PoolStep> context) => context.Kernel.Name + "Finish";

    private static void WriteTile(StepContext<PoolStep> context, IReadOnlyList<int> offsets, LoopShape loop, int watchers)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        writer.Line("V pairs;");
        for (int i = 0; i < watchers; i++)
        {
            writer.Line($"V largest{CSharpLiteral.Of(i)} = V.Zero;");
        }

        int phases = step.Choice!.Order.Phases;
        int group = phases * step.Channels;
        for (int phase = 0; phase < phases; phase++)
        {
            WriteRow(context, offsets, watchers, phase, "", phase * step.Channels, isFirst: true);
        }

        if (loop.Looped > 0)
        {
            string end = CSharpLiteral.Of((loop.Looped + 1) * group);
            using (writer.Block($"for (nuint i = {CSharpLiteral.Of(group)}; i < {end}; i += {CSharpLiteral.Of(loop.Unroll * group)})"))
            {
                for (int row = 0; row < loop.Unroll * phases; row++)
                {
                    WriteRow(context, offsets, watchers, row % phases, "i", row * step.Channels, isFirst: false);
                }
            }
        }

        // The rows that the loop leaves, one phase after the other.
        for (int row = (loop.Looped + 1) * phases; row < step.Positions; row++)
        {
            WriteRow(context, offsets, watchers, row % phases, "", row * step.Channels, isFirst: false);
        }

        WriteEnd(context, offsets, watchers);
    }

    /// <summary>Loads the pairs of one row and starts a phase's results with them or combines both.</summary>
    /// <param name="context">The step.</param>
    /// <param name="offsets">Where the tile's pairs start in a row.</param>
    /// <param name="watchers">Registers that watch; 0 in the exact kernel.</param>
    /// <param name="phase">The row's phase.</param>
    /// <param name="index">The loop's index, or nothing.</param>
    /// <param name="row">Elements from there to the row.</param>
    /// <param name="isFirst">The row starts its phase's results.</param>
    private static void WriteRow(StepContext<PoolStep> context, IReadOnlyList<int> offsets, int watchers, int phase, string index, int row, bool isFirst)
    {
        SourceWriter writer = context.Writer;
        (string low, string high) = watchers == 0 ? ("V.WidenLow(pairs)", "V.WidenHigh(pairs)") : ("V.LowHalf(pairs)", "V.HighHalf(pairs)");
        for (int pair = 0; pair < offsets.Count; pair++)
        {
            string at = KernelWriter.Plus(index, row + offsets[pair]);
            writer.Line($"pairs = V.LoadPairs(ref x, {at});");
            if (watchers > 0)
            {
                string largest = $"largest{CSharpLiteral.Of(((phase * offsets.Count) + pair) % watchers)}";
                writer.Line($"{largest} = V.LargestHalves({largest}, pairs);");
            }

            WriteResult(Name("low", phase, pair), low);
            WriteResult(Name("high", phase, pair), high);
        }

        void WriteResult(string name, string value) => writer.Line(isFirst
            ? $"V {name} = {value};"
            : $"{name} = {context.Step.Reduction.Combine(name, value)};");
    }

    /// <summary>
    /// Leaves the results in memory and calls what finishes them: written out here, rounding to halves would take so many
    /// registers that the JIT spills the results in the loop.
    /// </summary>
    private static void WriteEnd(StepContext<PoolStep> context, IReadOnlyList<int> offsets, int watchers)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int pairLength = PairLength(context);
        for (int pair = 0; pair < offsets.Count; pair++)
        {
            WriteStore("low", pair, pair * pairLength);
            WriteStore("high", pair, (pair * pairLength) + (pairLength / 2));
        }

        if (watchers == 0)
        {
            WriteFinish(context, 0, 0, 1, "1");
            return;
        }

        int inOrder = offsets.TakeWhile((offset, pair) => offset == pair * pairLength).Count();
        const string Scale = $"{KernelWriter.Services}.HalfWeights.Scale";
        string largest = Enumerable.Range(0, watchers)
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
            string[] parts = [.. Enumerable.Range(0, step.Choice!.Order.Phases).Select(phase => Name(half, phase, pair))];
            string value = Reductions.Tree(parts, (left, right) => step.Reduction.Combine(left, right));
            writer.Line($"V.Store({value}, ref results, {CSharpLiteral.Of(at)});");
        }
    }

    private static void WriteFinish(StepContext<PoolStep> context, int pair, int lane, int pairs, string scale)
    {
        int pairLength = PairLength(context);
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
        using (context.Kernel.Generic(Finish(context), parameters, comment: "Brings results to scale and stores them; apart from the kernels above, because rounding to halves takes so many registers."))
        {
            bool divides = step.Reduction.Divides(step.Divisor);
            string pair = CSharpLiteral.Of(PairLength(context));
            string block = CSharpLiteral.Of(context.Element.BlockLanes());
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

    private static int PairLength(StepContext<PoolStep> context) => 2 * context.Element.BlockLanes();

    private static string Name(string half, int phase, int pair) => $"{half}{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(pair)}";
}
