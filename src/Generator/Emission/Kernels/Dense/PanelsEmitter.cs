using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels.Dense;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Dense;

/// <summary>Writes <see cref="PanelsKernel"/>: several rows by tiles of rows, and those that are left one by one.</summary>
internal sealed class PanelsEmitter : PanelSetEmitter<PanelsKernel>
{
    protected override void WriteStep(StepContext<DenseStep> context, PanelsKernel kernel)
    {
        KernelParameter[] parameters = Parameters(context);
        (PanelSet Panels, KernelWriter Kernel)[] sets = [.. Sets(context, kernel)];
        using (context.Method())
        {
            WriteWeightReferences(context);
            if (kernel.TilesRows)
            {
                WriteRowTileCalls(context, sets, kernel.Panels.RowMultiple, parameters);
            }

            WriteRows(context, kernel.TilesRows ? WholeTiles : null, (source, destination) =>
            {
                foreach ((PanelSet panels, KernelWriter writer) in sets)
                {
                    WritePanels(context, panels, parameters, source, destination, arguments => writer.Ladder(panels.Tiling.IsUniform, arguments));
                }
            });
        }

        foreach ((PanelSet panels, KernelWriter writer) in sets)
        {
            writer.Tiles(panels.Tiling, parameters, (tile, blocks) => WriteTile(context, panels, tile, blocks), Comment(panels));
            if (panels.RowTiling is not null)
            {
                WriteRowTiles(context, panels, writer, parameters, $"{RowsExplanation} {Explain(panels)}", (tile, blocks) => WriteRowTile(context, panels, tile, blocks));
            }
        }
    }

    /// <summary>The panels of one width, and the last one with kernels of its own.</summary>
    private static IEnumerable<(PanelSet Panels, KernelWriter Kernel)> Sets(StepContext<DenseStep> context, PanelsKernel kernel)
    {
        yield return (kernel.Panels, context.Kernel);
        if (kernel.Rest is { } rest)
        {
            yield return (rest, context.Kernel.Part("Rest"));
        }
    }

    private static string Comment(PanelSet panels) =>
        $"One row by the {panels.Width} units of a panel, which are lanes: each input is multiplied by a row of weights, and the weights are one stream. {Explain(panels)}";

    private static string Explain(PanelSet panels) => panels.Section > 0 ? MatrixTile.SectionExplanation : MatrixTile.Explanation;

    private static void WriteTile(StepContext<DenseStep> context, PanelSet panels, LaneTile tile, BlockOperations blocks)
    {
        MatrixTile single = TileOf(context, panels, 1, tile.Offsets, blocks) with { PrefetchedRows = panels.PrefetchedRowsAlone };
        single.Write(context.Writer, (sum, other, at, lanes) => Finish(context, blocks, sum, other, at, lanes));
    }

    private static void WriteRowTile(StepContext<DenseStep> context, PanelSet panels, LaneTile tile, BlockOperations blocks)
    {
        MatrixTile rows = TileOf(context, panels, tile.Rows, tile.Offsets, blocks) with
        {
            Source = "from",
            Destination = "to",
            Other = RowOther,
            SharesWeights = true,
            InputsTogether = blocks.AreHalves ? context.Step.InputsTogether(panels, tile) : 1,
            PrefetchedRows = panels.PrefetchedRows,
        };
        rows.Write(context.Writer, (sum, other, at, lanes) => Finish(context, blocks, sum, other, at, lanes));
    }
}
