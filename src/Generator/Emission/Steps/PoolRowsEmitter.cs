using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Channels-last pooling: rows run past accumulators that hold the lanes of a tile. Few channels are folded: several rows
/// side by side make one row of lanes, which the end adds up.
/// </summary>
internal sealed class PoolRowsEmitter
{
    private static readonly PoolShiftedRowsEmitter Shifted = new();
    private static readonly PoolRealignedRowsEmitter Realigned = new();

    public void Write(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        if (step.HasRealignedKernel)
        {
            WriteRealigned(context);
            return;
        }

        bool isFolded = step.Fold > 1;
        KernelParameter[] parameters =
        [
            new(context.Source, "x", FollowsLanes: true),
            isFolded ? new(context.Compute, "lanes", FollowsLanes: true) : new(context.Destination, "y", FollowsLanes: true),
        ];
        using (context.Method())
        {
            if (isFolded)
            {
                context.Writer.Line($"global::System.Span<{context.Compute}> sums = stackalloc {context.Compute}[{CSharpLiteral.Of(step.Tiling!.Lanes)}];");
                context.Writer.Line($"ref {context.Compute} lanes = ref {KernelWriter.Marshal}.GetReference(sums);");
            }

            if (step.HasShiftedKernel)
            {
                Shifted.WriteCall(context);
            }

            context.Kernel.Ladder(step.Tiling!, KernelWriter.Pass(parameters));
            if (isFolded)
            {
                WriteUnfold(context);
            }
        }

        if (step.HasShiftedKernel)
        {
            Shifted.Write(context);
        }

        if (step.Bands is null)
        {
            context.Kernel.Tiles(step.Tiling!, parameters, tile => WriteTile(context, tile));
            return;
        }

        context.Kernel.Tiles(context.Kernel.Name + KernelWriter.WideSuffix, step.Tiling!.WideTiles, parameters, tile => WriteTile(context, tile));
        WriteNarrow(context, parameters);
    }

    private static void WriteNarrow(StepContext<PoolStep> context, IReadOnlyList<KernelParameter> parameters)
    {
        string method = context.Kernel.Name + KernelWriter.NarrowSuffix;
        if (context.Step.Bands is null)
        {
            context.Kernel.Tiles(method, context.Step.Tiling!.NarrowTiles, parameters, tile => WriteTile(context, tile));
            return;
        }

        PoolBandsEmitter.Write(context, method, parameters);
    }

    /// <summary>Rows that are realigned take the tiles of the narrow registers alone.</summary>
    private static void WriteRealigned(StepContext<PoolStep> context)
    {
        KernelParameter[] parameters = [new(context.Source, "x", FollowsLanes: true), new(context.Destination, "y", FollowsLanes: true)];
        using (context.Method())
        {
            context.Kernel.Ladder(Realigned.Method(context), context.Kernel.Name + KernelWriter.NarrowSuffix, KernelWriter.Pass(parameters));
        }

        Realigned.Write(context);
        WriteNarrow(context, parameters);
    }

    /// <summary>A row whose mask is false is passed over, so what it holds (NaN as well) does not matter.</summary>
    public void WriteMasked(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        KernelParameter[] parameters =
        [
            new(context.Source, "x", FollowsLanes: true),
            new(context.Destination, "y", FollowsLanes: true),
            new("bool", "mask"),
        ];
        using (context.Method())
        {
            context.Kernel.Ladder(step.Tiling!, KernelWriter.Pass(parameters));
        }

        context.Kernel.Tiles(step.Tiling!, parameters, tile => WriteMaskedTile(context, tile.Offsets));
    }

    private static void WriteTile(StepContext<PoolStep> context, LaneTile tile)
    {
        PoolStep step = context.Step;
        IReadOnlyList<int> offsets = tile.Offsets;
        int stride = step.Fold * step.Channels;
        int rows = step.Positions / step.Fold;
        var witness = new MaximumWitness(step, step.Phases * offsets.Count);
        WriteFirstRows(context, offsets, "x");
        witness.Start(context.Writer, [.. Sums(step, offsets)]);
        WriteRows(context, tile, "x", 1, rows, step.RowLoop(tile), witness);
        WriteStores(context, offsets, witness, (value, block) => context.Writer.Line($"V.Store({value}, ref {Target(step)}, {CSharpLiteral.Of(offsets[block])});"));
        witness.End(context, Target(step), rows, stride, offsets[offsets.Count - 1] + context.Element.BlockLanes());
    }

    /// <summary>The first row of each phase starts its sums.</summary>
    public static void WriteFirstRows(StepContext<PoolStep> context, IReadOnlyList<int> offsets, string reference) =>
        ForEach(context.Step, offsets, (phase, block, index) => context.Writer.Line($"V {Sum(phase, block)} = V.Load(ref {reference}, {CSharpLiteral.Of(index)});"));

    /// <summary>The rows from one group of phases on up to a last one.</summary>
    public static void WriteRows(StepContext<PoolStep> context, LaneTile tile, string reference, int firstGroup, int rows, LoopShape loop, MaximumWitness witness)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        int stride = step.Fold * step.Channels;
        int group = step.Phases * stride;
        if (loop.Looped > 0)
        {
            string end = CSharpLiteral.Of((loop.Looped + firstGroup) * group);
            using (writer.Block($"for (nuint i = {CSharpLiteral.Of(firstGroup * group)}; i < {end}; i += {CSharpLiteral.Of(loop.Unroll * group)})"))
            {
                for (int u = 0; u < loop.Unroll; u++)
                {
                    int from = u * group;
                    ForEach(step, tile.Offsets, (phase, block, index) =>
                        writer.Line($"{Sum(phase, block)} = {witness.CombineAt(Sum(phase, block), reference, KernelWriter.Plus("i", from + index))};"));
                }
            }
        }

        // The rows that the loop left over, one phase after the other.
        for (int row = (loop.Looped + firstGroup) * step.Phases; row < rows; row++)
        {
            WriteRow(context, tile.Offsets, reference, row, tile.Offsets.Count, witness);
        }
    }

    /// <summary>Combines the first blocks of one row with the sums of its phase.</summary>
    public static void WriteRow(StepContext<PoolStep> context, IReadOnlyList<int> offsets, string reference, int row, int blocks, MaximumWitness witness)
    {
        int phase = row % context.Step.Phases;
        for (int block = 0; block < blocks; block++)
        {
            string index = CSharpLiteral.Of((row * context.Step.Fold * context.Step.Channels) + offsets[block]);
            context.Writer.Line($"{Sum(phase, block)} = {witness.CombineAt(Sum(phase, block), reference, index)};");
        }
    }

    private static string Target(PoolStep step) => step.Fold > 1 ? "lanes" : "y";

    public static IEnumerable<string> Sums(PoolStep step, IReadOnlyList<int> offsets) =>
        Enumerable.Range(0, step.Phases).SelectMany(phase => Enumerable.Range(0, offsets.Count).Select(block => Sum(phase, block)));

    /// <summary>Joins the phases of each block and lets the caller store the result.</summary>
    public static void WriteStores(StepContext<PoolStep> context, IReadOnlyList<int> offsets, MaximumWitness witness, Action<string, int> store)
    {
        PoolStep step = context.Step;
        bool divides = PoolEmitter.Divides(step) && step.Fold == 1;
        if (divides)
        {
            context.Writer.Line($"V count = V.Constant({CSharpLiteral.Of(step.Divisor)});");
        }

        for (int block = 0; block < offsets.Count; block++)
        {
            string[] parts = [.. Enumerable.Range(0, step.Phases).Select(phase => Sum(phase, block))];
            string value = PoolEmitter.TreeAcross(parts, (left, right) => PoolEmitter.CombineNumbers(step.Reduction, left, right));
            if (step.Reduction == Reduction.Maximum)
            {
                value = witness.Name(context.Writer, value);
                witness.Finish(context.Writer, value);
            }

            store(divides ? $"{(parts.Length > 1 ? $"({value})" : value)} / count" : value, block);
        }
    }

    private static void WriteMaskedTile(StepContext<PoolStep> context, IReadOnlyList<int> offsets)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        string stride = CSharpLiteral.Of(step.Channels);
        for (int block = 0; block < offsets.Count; block++)
        {
            writer.Line($"V {Sum(0, block)} = V.Zero;");
        }

        writer.Line("int kept = 0;");
        using (writer.Block($"for (nuint step = 0; step < {CSharpLiteral.Of(step.Positions)}; step++)"))
        {
            using (writer.Block($"if (At(ref mask, step))"))
            {
                writer.Line("kept++;");
                for (int block = 0; block < offsets.Count; block++)
                {
                    writer.Line($"{Sum(0, block)} = V.AddAt({Sum(0, block)}, ref x, {KernelWriter.Plus($"(step * {stride})", offsets[block])});");
                }
            }
        }

        writer.Line($"V count = V.Splat(kept);");
        for (int block = 0; block < offsets.Count; block++)
        {
            writer.Line($"V.Store({Sum(0, block)} / count, ref y, {CSharpLiteral.Of(offsets[block])});");
        }
    }

    /// <summary>Adds up the rows that lie side by side, then those that made no whole row of lanes.</summary>
    private static void WriteUnfold(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        string channels = CSharpLiteral.Of(step.Channels);
        int lanes = step.Fold * step.Channels;
        int folded = step.Positions / step.Fold * lanes;
        using (writer.Block($"for (nuint c = 0; c < {channels}; c++)"))
        {
            writer.Line($"{context.Compute} total = At(ref lanes, c);");
            using (writer.Block($"for (nuint i = c + {channels}; i < {CSharpLiteral.Of(lanes)}; i += {channels})"))
            {
                writer.Line($"total = {PoolEmitter.CombineScalars(step, context.Compute, "total", "At(ref lanes, i)")};");
            }

            if (folded < step.InputLength)
            {
                using (writer.Block($"for (nuint i = c + {CSharpLiteral.Of(folded)}; i < {CSharpLiteral.Of(step.InputLength)}; i += {channels})"))
                {
                    writer.Line($"total = {PoolEmitter.CombineScalars(step, context.Compute, "total", context.LoadScalar("i"))};");
                }
            }

            writer.Line(context.StoreScalar("c", PoolEmitter.Finish(step, "total")));
        }
    }

    public static void ForEach(PoolStep step, IReadOnlyList<int> offsets, Action<int, int, int> write)
    {
        for (int phase = 0; phase < step.Phases; phase++)
        {
            for (int block = 0; block < offsets.Count; block++)
            {
                write(phase, block, (phase * step.Fold * step.Channels) + offsets[block]);
            }
        }
    }

    public static string Sum(int phase, int block) => $"s{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(block)}";
}
