using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>Writes <see cref="RowsKernel"/>.</summary>
internal sealed class RowsEmitter : FoldedRowsEmitter<RowsKernel>
{
    protected override void WriteKernel(StepContext<PoolStep> context, RowsKernel kernel, string method)
    {
        string witnesses = new MaximumWitness(context.Step.Reduction, kernel.Walks[0].Witnesses).Explanation;
        string comment = $"Rows go past registers that hold {kernel.Tiling.Height} blocks of channels: all loads are whole blocks, read in order."
            + $"{ExplainRows(context)} {RowSums.Explain(context.Step.Choice!.Order)}{witnesses}";
        context.Kernel.Tiles(KernelMethod.Generic(method), kernel.Tiling.Tiles, Parameters(context), (tile, index) => WriteTile(context, tile, kernel.Walks[index]), comment);
    }

    private static void WriteTile(StepContext<PoolStep> context, LaneTile tile, TileWalk walk)
    {
        PoolStep step = context.Step;
        PoolProblem problem = step.ToProblem();
        var witness = new MaximumWitness(step.Reduction, walk.Witnesses);
        var sums = new RowSums(context, tile.Offsets, witness);
        sums.WriteFirst("x");
        witness.Start(context.Writer, [.. sums.Names]);
        sums.WriteRows("x", 1, problem.Rows, walk.Loop);
        sums.WriteStores((value, block) => context.Writer.Line($"V.Store({value}, ref {Target(context)}, {CSharpLiteral.Of(tile.Offsets[block])});"));
        witness.End(context, Target(context), problem.Rows, problem.Lanes, tile.Offsets[tile.Offsets.Count - 1] + context.Element.BlockLanes());
    }
}
