using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>Writes <see cref="MaskedRowsKernel"/>.</summary>
internal sealed class MaskedRowsEmitter : PoolKernelEmitter<MaskedRowsKernel>
{
    private const string Comment = "A row that the mask leaves out is passed over, so what it holds (NaN as well) does not matter. s0_<block>: sums of the kept rows.";

    public override IReadOnlyList<KernelParameter> Parameters(StepContext<PoolStep> context) =>
    [
        new(context.Source, "x", FollowsLanes: true),
        new(context.Destination, "y", FollowsLanes: true),
        PoolEmitter.MaskOf(context.Step),
    ];

    protected override void WriteKernel(StepContext<PoolStep> context, MaskedRowsKernel kernel, string method) =>
        context.Kernel.Tiles(KernelMethod.Generic(method), kernel.Tiling.Tiles, Parameters(context), (tile, _) => WriteTile(context, tile.Offsets), Comment);

    private static void WriteTile(StepContext<PoolStep> context, IReadOnlyList<int> offsets)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        string stride = CSharpLiteral.Of(step.Channels);
        for (int block = 0; block < offsets.Count; block++)
        {
            writer.Line($"V {RowSums.Name(0, block)} = V.Zero;");
        }

        writer.Line("int kept = 0;");
        using (writer.Block($"for (nuint step = 0; step < {CSharpLiteral.Of(step.Positions)}; step++)"))
        {
            using (writer.Block($"if ({PoolEmitter.Keeps(step)})"))
            {
                writer.Line("kept++;");
                for (int block = 0; block < offsets.Count; block++)
                {
                    writer.Line($"{RowSums.Name(0, block)} = V.AddAt({RowSums.Name(0, block)}, ref x, {KernelWriter.Plus($"(step * {stride})", offsets[block])});");
                }
            }
        }

        writer.Line("V count = V.Splat(kept);");
        for (int block = 0; block < offsets.Count; block++)
        {
            writer.Line($"V.Store({RowSums.Name(0, block)} / count, ref y, {CSharpLiteral.Of(offsets[block])});");
        }
    }
}
