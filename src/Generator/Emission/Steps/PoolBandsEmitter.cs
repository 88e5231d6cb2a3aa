using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>The narrow kernel of <see cref="PoolRowsEmitter"/> where tiles go over the rows in bands (<see cref="PoolBands"/>).</summary>
internal static class PoolBandsEmitter
{
    private const string Held = "held";

    /// <summary>Writes the kernel of a given name and the kernels that it calls.</summary>
    public static void Write(StepContext<PoolStep> context, string method, IReadOnlyList<KernelParameter> parameters)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        LaneTiling tiling = step.Tiling!;
        var held = new KernelParameter(context.Compute, Held, FollowsLanes: true, LaneGroup: tiling.Block);
        int band = step.Bands!.Groups * Group(step);
        string end = CSharpLiteral.Of(step.Bands.Count(step.Groups) * band);
        using (context.Kernel.Generic(method, parameters))
        {
            writer.Line($"global::System.Span<{context.Compute}> sums = stackalloc {context.Compute}[{CSharpLiteral.Of(step.Phases * HeldLanes(tiling))}];");
            writer.Line($"sums.Fill({PoolEmitter.Nothing(context)});");
            writer.Line($"ref {context.Compute} {Held} = ref {KernelWriter.Marshal}.GetReference(sums);");
            using (writer.Block($"for (nuint band = 0; band < {end}; band += {CSharpLiteral.Of(band)})"))
            {
                if (step.Bands.TakesWholeRows)
                {
                    WriteWholeRows(context);
                }
                else
                {
                    writer.Line($"{method}Band<V>({KernelWriter.At("x", "band")}, ref {Held});");
                }
            }

            writer.Line($"{method}End<V>({KernelWriter.At("x", end)}, ref {Held}, ref {parameters[1].Name});");
        }

        if (!step.Bands.TakesWholeRows)
        {
            context.Kernel.Tiles(method + "Band", tiling.NarrowTiles, [parameters[0], held], tile => WriteBand(context, tile));
        }

        context.Kernel.Tiles(method + "End", tiling.NarrowTiles, [parameters[0], held, parameters[1]], tile => WriteEnd(context, tile, parameters[1].Name));
    }

    private static int Group(PoolStep step) => step.Phases * step.Fold * step.Channels;

    /// <summary>Lanes of one phase's sums: each block has its own place, also where it overlaps another.</summary>
    private static int HeldLanes(LaneTiling tiling) => tiling.Blocks * tiling.Block;

    private static void WriteBand(StepContext<PoolStep> context, LaneTile tile)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        PoolBands bands = step.Bands!;
        WriteLoads(context, tile);
        if (bands.Bodies == 1)
        {
            WriteBody(context, tile, "x");
        }
        else
        {
            // A reference that moves leaves all indices constant.
            writer.Line($"ref {context.Source} from = ref x;");
            using (writer.Block($"for (nuint body = 0; body < {CSharpLiteral.Of(bands.Bodies)}; body++)"))
            {
                WriteBody(context, tile, "from");
                writer.Line($"from = {KernelWriter.At("from", CSharpLiteral.Of(bands.Body * Group(step)))};");
            }
        }

        ForEachHeld(context, tile, (sum, at) => writer.Line($"V.Store({sum}, ref {Held}, {at});"));
    }

    private static void WriteBody(StepContext<PoolStep> context, LaneTile tile, string reference)
    {
        PoolStep step = context.Step;
        int body = step.Bands!.Body * Group(step);
        for (int start = 0; start < body; start += Group(step))
        {
            PoolRowsEmitter.ForEach(step, tile.Offsets, (phase, block, index) =>
            {
                string sum = PoolRowsEmitter.Sum(phase, block);
                int at = start + index;
                context.Writer.Line($"{sum} = {PoolEmitter.CombineAt(step.Reduction, sum, reference, CSharpLiteral.Of(at))};");
            });
        }
    }

    /// <summary>A band from its first lane to its last: the sums of a block are loaded, and stored before the next one's turn.</summary>
    private static void WriteWholeRows(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        LaneTiling tiling = step.Tiling!;
        int body = step.Bands!.Body * Group(step);
        writer.Line($"ref {context.Source} from = {KernelWriter.At("x", "band")};");
        int[] offsets = [.. tiling.Tiles(tiling.Blocks).Single().Offsets];
        for (int block = 0; block < offsets.Length; block++)
        {
            for (int phase = 0; phase < step.Phases; phase++)
            {
                string sum = PoolRowsEmitter.Sum(phase, block);
                string held = CSharpLiteral.Of(HeldAt(tiling, phase, block));
                writer.Line($"V {sum} = V.Load(ref {Held}, {held});");
                for (int at = (phase * step.Fold * step.Channels) + offsets[block]; at < body; at += Group(step))
                {
                    writer.Line($"{sum} = {PoolEmitter.CombineAt(step.Reduction, sum, "from", CSharpLiteral.Of(at))};");
                    writer.Line($"{KernelWriter.Services}.CacheLine.Prefetch(ref from, {CSharpLiteral.Of(at + (step.Bands.Ahead * body))});");
                }

                writer.Line($"V.Store({sum}, ref {Held}, {held});");
            }
        }
    }

    private static int HeldAt(LaneTiling tiling, int phase, int block) => (phase * HeldLanes(tiling)) + (block * tiling.Block);

    /// <summary>The rows behind the last band, and the results.</summary>
    private static void WriteEnd(StepContext<PoolStep> context, LaneTile tile, string destination)
    {
        PoolStep step = context.Step;
        var none = new MaximumWitness(step, 0);
        int rows = (step.Positions / step.Fold) - (step.Bands!.Count(step.Groups) * step.Bands.Groups * step.Phases);
        WriteLoads(context, tile);
        PoolRowsEmitter.WriteRows(context, tile, "x", 0, rows, step.EndLoop(tile), none);
        PoolRowsEmitter.WriteStores(context, tile.Offsets, none, (value, block) =>
            context.Writer.Line($"V.Store({value}, ref {destination}, {CSharpLiteral.Of(tile.Offsets[block])});"));
    }

    private static void WriteLoads(StepContext<PoolStep> context, LaneTile tile) =>
        ForEachHeld(context, tile, (sum, at) => context.Writer.Line($"V {sum} = V.Load(ref {Held}, {at});"));

    private static void ForEachHeld(StepContext<PoolStep> context, LaneTile tile, Action<string, string> write)
    {
        LaneTiling tiling = context.Step.Tiling!;
        for (int phase = 0; phase < context.Step.Phases; phase++)
        {
            for (int block = 0; block < tile.Offsets.Count; block++)
            {
                write(PoolRowsEmitter.Sum(phase, block), CSharpLiteral.Of(HeldAt(tiling, phase, block)));
            }
        }
    }
}
