using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels.Dense;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Dense;

/// <summary>Writes <see cref="PaddedRowsKernel"/>.</summary>
internal sealed class PaddedRowsEmitter : PanelSetEmitter<PaddedRowsKernel>
{
    protected override void WriteStep(StepContext<DenseStep> context, PaddedRowsKernel kernel)
    {
        KernelParameter[] parameters = Parameters(context);
        PanelSet panel = kernel.Panel;
        using (context.Method())
        {
            WriteWeightReferences(context);
            WriteRows(context, null, (source, destination) =>
                WritePanels(context, panel, parameters, source, destination, arguments => context.Kernel.Ladder(panel.Tiling.IsUniform, arguments)));
        }

        string comment = $"Fewer units than a block, few inputs: each row of weights is padded to a block, of which {context.Step.Units} lanes are stored. {MatrixTile.Explanation}";
        context.Kernel.Tiles(panel.Tiling, parameters, (tile, blocks) => WriteTile(context, panel, tile, blocks), comment);
    }

    private static void WriteTile(StepContext<DenseStep> context, PanelSet panel, LaneTile tile, BlockOperations blocks)
    {
        MatrixTile padded = TileOf(context, panel, 1, tile.Offsets, blocks, context.Step.Units);
        padded.Write(context.Writer, (sum, other, at, lanes) => Finish(context, blocks, sum, other, at, lanes));
    }
}
