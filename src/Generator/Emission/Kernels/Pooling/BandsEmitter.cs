using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>Writes <see cref="BandsKernel"/>.</summary>
internal sealed class BandsEmitter : FoldedRowsEmitter<BandsKernel>
{
    private const string Held = "held";

    /// <summary>Writes the kernel of a given name and the kernels that it calls.</summary>
    protected override void WriteKernel(StepContext<PoolStep> context, BandsKernel kernel, string method)
    {
        SourceWriter writer = context.Writer;
        LaneTiling tiling = kernel.Tiling;
        PoolProblem problem = context.Step.ToProblem();
        IReadOnlyList<KernelParameter> parameters = Parameters(context);
        var held = new KernelParameter(context.Compute, Held, FollowsLanes: true, LaneGroup: tiling.Block);
        int band = kernel.Groups * Group(problem);
        string end = CSharpLiteral.Of(kernel.Count(problem.Groups) * band);
        using (context.Kernel.Generic(method, parameters, comment: Comment(context, kernel)))
        {
            writer.Line($"global::System.Span<{context.Compute}> sums = stackalloc {context.Compute}[{CSharpLiteral.Of(problem.Order.Phases * HeldLanes(tiling))}];");
            writer.Line($"sums.Fill({problem.Reduction.Neutral(context.Compute)});");
            writer.Line($"ref {context.Compute} {Held} = ref {KernelWriter.Marshal}.GetReference(sums);");
            using (writer.Block($"for (nuint band = 0; band < {end}; band += {CSharpLiteral.Of(band)})"))
            {
                if (kernel.TakesWholeRows)
                {
                    WriteWholeRows(context, kernel);
                }
                else
                {
                    writer.Line($"{method}Band<V>({KernelWriter.At("x", "band")}, ref {Held});");
                }
            }

            writer.Line($"{method}End<V>({KernelWriter.At("x", end)}, ref {Held}, ref {Target(context)});");
        }

        if (!kernel.TakesWholeRows)
        {
            context.Kernel.Tiles(KernelMethod.Generic(method + "Band"), tiling.Tiles, [parameters[0], held], (tile, _) => WriteBand(context, kernel, tile));
        }

        context.Kernel.Tiles(KernelMethod.Generic(method + "End"), tiling.Tiles, [parameters[0], held, parameters[1]], (tile, index) => WriteEnd(context, kernel, tile, kernel.Ends[index]));
    }

    private static string Comment(StepContext<PoolStep> context, BandsKernel kernel) =>
        (kernel.TakesWholeRows
            ? "The input is beyond a core's own caches, so a few rows at a time are read from the first lane to the last, and what comes later is prefetched."
            : "The input is beyond the first-level cache, and tiles that each went over all rows would read it again and again: they share bands of rows instead.")
        + $" {Held}: the sums between two bands, which start from −0.{ExplainRows(context)} {RowSums.Explain(context.Step.Choice!.Order)}";

    /// <summary>Elements of a row a phase.</summary>
    private static int Group(PoolProblem problem) => problem.Order.Phases * problem.Lanes;

    /// <summary>Lanes of one phase's sums: each block has its own place, also where it overlaps another.</summary>
    private static int HeldLanes(LaneTiling tiling) => tiling.Blocks * tiling.Block;

    private static int HeldAt(LaneTiling tiling, int phase, int block) => (phase * HeldLanes(tiling)) + (block * tiling.Block);

    private static RowSums Sums(StepContext<PoolStep> context, LaneTile tile) => new(context, tile.Offsets, new MaximumWitness(context.Step.Reduction, 0));

    private static void WriteBand(StepContext<PoolStep> context, BandsKernel kernel, LaneTile tile)
    {
        SourceWriter writer = context.Writer;
        WriteLoads(context, kernel, tile);
        if (kernel.Bodies == 1)
        {
            WriteBody(context, kernel, tile, "x");
        }
        else
        {
            // A reference that moves leaves all indices constant.
            writer.Line($"ref {context.Source} from = ref x;");
            using (writer.Block($"for (nuint body = 0; body < {CSharpLiteral.Of(kernel.Bodies)}; body++)"))
            {
                WriteBody(context, kernel, tile, "from");
                writer.Line($"from = {KernelWriter.At("from", CSharpLiteral.Of(kernel.Body * Group(context.Step.ToProblem())))};");
            }
        }

        ForEachHeld(context, kernel, tile, (sum, at) => writer.Line($"V.Store({sum}, ref {Held}, {at});"));
    }

    private static void WriteBody(StepContext<PoolStep> context, BandsKernel kernel, LaneTile tile, string reference)
    {
        int group = Group(context.Step.ToProblem());
        RowSums sums = Sums(context, tile);
        for (int start = 0; start < kernel.Body * group; start += group)
        {
            sums.ForEach((phase, block, index) =>
            {
                string sum = RowSums.Name(phase, block);
                context.Writer.Line($"{sum} = {context.Step.Reduction.CombineAt(sum, reference, CSharpLiteral.Of(start + index))};");
            });
        }
    }

    /// <summary>A band from its first lane to its last: the sums of a block are loaded, and stored before the next one's turn.</summary>
    private static void WriteWholeRows(StepContext<PoolStep> context, BandsKernel kernel)
    {
        SourceWriter writer = context.Writer;
        PoolProblem problem = context.Step.ToProblem();
        int body = kernel.Body * Group(problem);
        writer.Line($"ref {context.Source} from = {KernelWriter.At("x", "band")};");
        IReadOnlyList<int> offsets = kernel.Tiling.BlockOffsets;
        for (int block = 0; block < offsets.Count; block++)
        {
            for (int phase = 0; phase < problem.Order.Phases; phase++)
            {
                string sum = RowSums.Name(phase, block);
                string held = CSharpLiteral.Of(HeldAt(kernel.Tiling, phase, block));
                writer.Line($"V {sum} = V.Load(ref {Held}, {held});");
                for (int at = (phase * problem.Lanes) + offsets[block]; at < body; at += Group(problem))
                {
                    writer.Line($"{sum} = {problem.Reduction.CombineAt(sum, "from", CSharpLiteral.Of(at))};");
                    writer.Line($"{KernelWriter.Services}.CacheLine.Prefetch(ref from, {CSharpLiteral.Of(at + (kernel.Ahead * body))});");
                }

                writer.Line($"V.Store({sum}, ref {Held}, {held});");
            }
        }
    }

    /// <summary>The rows after the last band, and the results.</summary>
    private static void WriteEnd(StepContext<PoolStep> context, BandsKernel kernel, LaneTile tile, LoopShape loop)
    {
        PoolProblem problem = context.Step.ToProblem();
        int rows = problem.Rows - (kernel.Count(problem.Groups) * kernel.Groups * problem.Order.Phases);
        RowSums sums = Sums(context, tile);
        WriteLoads(context, kernel, tile);
        sums.WriteRows("x", 0, rows, loop);
        sums.WriteStores((value, block) => context.Writer.Line($"V.Store({value}, ref {Target(context)}, {CSharpLiteral.Of(tile.Offsets[block])});"));
    }

    private static void WriteLoads(StepContext<PoolStep> context, BandsKernel kernel, LaneTile tile) =>
        ForEachHeld(context, kernel, tile, (sum, at) => context.Writer.Line($"V {sum} = V.Load(ref {Held}, {at});"));

    private static void ForEachHeld(StepContext<PoolStep> context, BandsKernel kernel, LaneTile tile, Action<string, string> write) =>
        Sums(context, tile).ForEach((phase, block, _) => write(RowSums.Name(phase, block), CSharpLiteral.Of(HeldAt(kernel.Tiling, phase, block))));
}
