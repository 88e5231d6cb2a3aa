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

    /// <summary>The kernel for 32 registers of 512 bits.</summary>
    public string Wide => context.Kernel.Name + KernelWriter.WideSuffix;

    /// <summary>The kernel for narrower registers.</summary>
    public string Narrow => context.Kernel.Name + KernelWriter.NarrowSuffix;

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

    public void Write()
    {
        IReadOnlyList<ConvTile> narrow = context.Step.NarrowTiles(part);
        Loops.Write(Wide, context.Step.WideTiles(part, panel), tile => Tile(tile, panel.Offsets));
        if (panel.Offsets.Length == 1)
        {
            Loops.Write(Narrow, narrow, tile => Tile(tile, [0]));
            return;
        }

        string block = Narrow + "Block";
        using (context.Kernel.Generic(Narrow, Loops.Parameters, comment: "A panel of filters one block after the other: narrow registers hold the sums of one."))
        {
            foreach (int offset in panel.Offsets)
            {
                IEnumerable<string> arguments = Loops.Parameters.Select(p => KernelWriter.At(p.Name, p.Name == "x" ? "0" : CSharpLiteral.Of(offset)));
                context.Writer.Line($"{block}<V>({string.Join(", ", arguments)});");
            }
        }

        Loops.Write(block, narrow, tile => Tile(tile, [0]));
    }

    private void Tile(ConvTile tile, IReadOnlyList<int> offsets) => new ConvTileWriter(context, Loops, panel, tile, offsets).Write();
}
