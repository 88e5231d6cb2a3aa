using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Convolutions: parts of the outputs, groups and panels of filters outside, so that a panel's weights stay near while all
/// windows pass; then rows of outputs, then their tiles.
/// </summary>
internal sealed class ConvEmitter : StepEmitter<ConvStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(ConvStep step, ElementType element) =>
        [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<ConvStep> context)
    {
        ConvPartWriter[] kernels = [.. Kernels(context)];
        using (context.Method())
        {
            WindowLoops.Loop(context.Writer, "group", context.Step.Groups, group =>
            {
                foreach (ConvPartWriter kernel in kernels)
                {
                    WindowLoops.Loop(context.Writer, "panel", kernel.Panel.Count, panel => WriteCall(context, kernel, group, panel));
                }
            });
        }

        foreach (ConvPartWriter kernel in kernels)
        {
            kernel.Write();
        }
    }

    private static IEnumerable<ConvPartWriter> Kernels(StepContext<ConvStep> context)
    {
        int number = 0;
        foreach (ConvPart part in context.Step.Parts)
        {
            foreach (ConvPanel panel in context.Step.Panels)
            {
                string suffix = number == 0 ? "" : $"Part{CSharpLiteral.Of(number + 1)}";
                number++;
                yield return new ConvPartWriter(context with { Kernel = context.Kernel.Part(suffix) }, part, panel);
            }
        }
    }

    private static void WriteCall(StepContext<ConvStep> context, ConvPartWriter kernel, string? group, string? panel)
    {
        ConvStep step = context.Step;
        int width = kernel.Panel.Width;
        int rows = kernel.Part.Taps * step.GroupChannels;
        int column = kernel.Panel.First == 0 ? 0 : step.GroupWidth - width;
        List<string> arguments =
        [
            KernelWriter.At("x", WindowLoops.Sum(0, (group, step.GroupChannels))),
            KernelWriter.At("y", WindowLoops.Sum(kernel.Panel.First, (group, step.GroupFilters), (panel, width))),
            KernelWriter.At("weights", WindowLoops.Sum(kernel.Part.KernelOffset + (column * rows), (group, rows * step.GroupWidth), (panel, rows * width))),
        ];
        if (step.HasBias)
        {
            arguments.Add(KernelWriter.At("weights", WindowLoops.Sum(step.BiasOffset + kernel.Panel.First, (group, step.GroupFilters), (panel, width))));
        }

        if (step.AddsOther)
        {
            arguments.Add(KernelWriter.At(SourceName(1), WindowLoops.Sum(kernel.Panel.First, (group, step.GroupFilters), (panel, width))));
        }

        kernel.WriteCall(arguments);
    }
}
