using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>The kernels of one kind of panel of a convolution.</summary>
/// <param name="context">The step, with names of the panel's own.</param>
/// <param name="part">The outputs.</param>
/// <param name="panel">The filters.</param>
internal sealed class ConvPartWriter(StepContext<ConvStep> context, ConvPart part, ConvPanel panel)
{
    public ConvPart Part => part;

    public ConvPanel Panel => panel;

    private WindowLoops Loops { get; } = new(
        context.Kernel,
        WindowLoops.ParametersOf(context),
        part,
        context.Step.Channels,
        context.Step.Filters,
        context.Step.GroupChannels * panel.Width)
    {
        Explanation = part.Section is null ? "" : " A long sum is one of sections, each added to the output, and of the bias: the error of a sum grows with the number of its terms.",
    };

    /// <summary>Calls the kernels.</summary>
    public void WriteCall(IEnumerable<string> arguments) => context.Kernel.LadderOfFiles(string.Join(", ", arguments));

    public void Write()
    {
        Loops.Write(context.Kernel.Own(RegisterFile.Wide), context.Step.WideTiles(part, panel), (tile, blocks) => Tile(tile, blocks, panel.Offsets));
        foreach (KernelMethod narrow in context.Kernel.All(RegisterFile.Narrow))
        {
            WriteNarrow(narrow);
        }
    }

    private void WriteNarrow(KernelMethod method)
    {
        IReadOnlyList<ConvTile> tiles = context.Step.NarrowTiles(part);
        if (panel.Offsets.Length == 1)
        {
            Loops.Write(method, tiles, (tile, blocks) => Tile(tile, blocks, [0]));
            return;
        }

        KernelMethod block = method.Part("Block");
        using (context.Kernel.Method(method, Loops.Parameters, "A panel of filters one block after the other: narrow registers hold the sums of one."))
        {
            foreach (int offset in panel.Offsets)
            {
                IEnumerable<string> arguments = Loops.Parameters.Select(p => KernelWriter.At(p.Name, p.Name == "x" ? "0" : CSharpLiteral.Of(offset)));
                context.Writer.Line(block.Call(arguments));
            }
        }

        Loops.Write(block, tiles, (tile, blocks) => Tile(tile, blocks, [0]));
    }

    private void Tile(ConvTile tile, BlockOperations blocks, IReadOnlyList<int> offsets) => new ConvTileWriter(context, Loops, panel, tile, blocks, offsets).Write();
}
