using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Winograd's F(2x2, 3x3), a group of tiles after the other: the transforms of their inputs, then for each panel of filters the products,
/// by the kernels of a convolution, and the transforms of these while they are near.
/// </summary>
internal sealed class WinogradEmitter : StepEmitter<WinogradStep>
{
    private static readonly BufferRef Scratch = new(BufferKind.Scratch);

    protected override IEnumerable<KernelParameter> ExtraParameters(WinogradStep step, ElementType element) =>
        [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<WinogradStep> context)
    {
        var transforms = new WinogradTransformWriter(context);
        (ConvPanel Panel, ConvPartWriter Product)[] panels = [.. Products(context)];
        WinogradGrid grid = context.Step.Grid;
        using (context.Method("Groups of tiles one after the other: their inputs are transformed, multiplied, and the products transformed to outputs."))
        {
            WindowLoops.Loop(context.Writer, "group", grid.Groups, group =>
            {
                string first = WriteFirst(context.Writer, group, grid);
                transforms.WriteInputsCall(first);
                for (int i = 0; i < panels.Length; i++)
                {
                    (ConvPanel panel, ConvPartWriter product) = panels[i];
                    WindowLoops.Loop(context.Writer, "panel", panel.Count, index =>
                    {
                        WriteProducts(context, panel, product, index);
                        transforms.WriteOutputsCall(i, panel, index, first);
                    });
                }
            });
        }

        transforms.WriteInputs();
        for (int i = 0; i < panels.Length; i++)
        {
            panels[i].Product.Write();
            transforms.WriteOutputs(i, panels[i].Panel);
        }
    }

    private static IEnumerable<(ConvPanel, ConvPartWriter)> Products(StepContext<WinogradStep> context)
    {
        int number = 0;
        foreach ((ConvPanel panel, ConvStep product) in context.Step.Panels)
        {
            number++;
            KernelWriter kernel = context.Kernel.Part($"Product{CSharpLiteral.Of(number)}");
            ConvStep step = product with { Sources = new EquatableArray<BufferRef>([Scratch]), Destination = Scratch };
            yield return (panel, new ConvPartWriter(new StepContext<ConvStep>(kernel, step, context.Element, []), step.Parts[0], step.Panels.Single()));
        }
    }

    /// <summary>Writes which tile a group begins with, and returns the expression of it; the last group ends with the tiles.</summary>
    private static string WriteFirst(SourceWriter writer, string? group, WinogradGrid grid)
    {
        if (group is null)
        {
            return "0";
        }

        string first = $"{group} * {CSharpLiteral.Of(grid.Group)}";
        writer.Line($"nuint first = {(grid.Tiles % grid.Group == 0 ? first : $"global::System.Math.Min({first}, {CSharpLiteral.Of(grid.Tiles - grid.Group)})")};");
        return "first";
    }

    private static void WriteProducts(StepContext<WinogradStep> context, ConvPanel panel, ConvPartWriter product, string? index)
    {
        WinogradStep step = context.Step;
        int rows = WinogradGrid.Products * step.Channels;
        int column = panel.First == 0 ? 0 : step.Product.GroupWidth - panel.Width;
        using (context.Writer.Block($"for (nuint product = 0; product < {CSharpLiteral.Of(WinogradGrid.Products)}; product++)"))
        {
            string[] arguments =
            [
                KernelWriter.At("own", WindowLoops.Sum(0, ("product", step.Grid.Group * step.Channels))),
                KernelWriter.At(WorkspaceName(1), WindowLoops.Sum(0, ("product", step.Grid.Group * panel.Width))),
                KernelWriter.At("weights", WindowLoops.Sum(step.KernelOffset + (column * rows), ("product", step.Channels * panel.Width), (index, rows * panel.Width))),
            ];
            product.WriteCall(arguments);
        }
    }
}
