using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>
/// Convolutions: groups and panels of filters outside, then rows of outputs, then their tiles. What taps see behind the
/// borders is left out, not multiplied by zero: whole rows here, parts of rows in the tiles.
/// </summary>
internal sealed class ConvEmitter : StepEmitter<ConvStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(ConvStep step, ElementType element) =>
        [new KernelParameter(element.StorageName(), "weights")];

    protected override void Write(StepContext<ConvStep> context)
    {
        ConvKernel[] kernels = [.. Kernels(context)];
        using (context.Method())
        {
            Loop(context.Writer, "group", context.Step.Groups, group =>
            {
                foreach (ConvKernel kernel in kernels)
                {
                    Loop(context.Writer, "panel", kernel.Panel.Count, panel => WriteCall(context, kernel, group, panel));
                }
            });
        }

        foreach (ConvKernel kernel in kernels)
        {
            kernel.Write();
        }
    }

    private static IEnumerable<ConvKernel> Kernels(StepContext<ConvStep> context)
    {
        int number = 0;
        foreach (ConvPart part in context.Step.Parts)
        {
            foreach (ConvPanel panel in context.Step.Panels)
            {
                string suffix = number == 0 ? "" : $"Part{CSharpLiteral.Of(number + 1)}";
                number++;
                yield return new ConvKernel(context with { Kernel = new KernelWriter(context.Writer, context.Kernel.Name + suffix, context.Kernel.ComputeType) }, part, panel);
            }
        }
    }

    private static void WriteCall(StepContext<ConvStep> context, ConvKernel kernel, string? group, string? panel)
    {
        ConvStep step = context.Step;
        int width = kernel.Panel.Width;
        int rows = kernel.Part.Taps * step.GroupChannels;
        int column = kernel.Panel.First == 0 ? 0 : step.GroupWidth - width;
        List<string> arguments =
        [
            KernelWriter.At("x", Sum(0, (group, step.GroupChannels))),
            KernelWriter.At("y", Sum(kernel.Panel.First, (group, step.GroupFilters), (panel, width))),
            KernelWriter.At("weights", Sum(kernel.Part.KernelOffset + (column * rows), (group, rows * step.GroupWidth), (panel, rows * width))),
        ];
        if (step.Bias >= 0)
        {
            arguments.Add(KernelWriter.At("weights", Sum(step.BiasOffset + kernel.Panel.First, (group, step.GroupFilters), (panel, width))));
        }

        context.Kernel.Ladder(kernel.Wide, kernel.Narrow, string.Join(", ", arguments));
    }

    /// <summary>Writes a loop, or its body alone where it would run once; the body gets the variable, or null.</summary>
    public static void Loop(SourceWriter writer, string variable, int count, Action<string?> writeBody)
    {
        if (count == 1)
        {
            writeBody(null);
            return;
        }

        using (writer.Block($"for (nuint {variable} = 0; {variable} < {CSharpLiteral.Of(count)}; {variable}++)"))
        {
            writeBody(variable);
        }
    }

    /// <summary>A constant and products of variables, those left out that are nothing.</summary>
    public static string Sum(int constant, params IEnumerable<(string? Variable, int Factor)> products)
    {
        List<string> terms = [.. products.Where(p => p.Variable is not null && p.Factor != 0).Select(p => p.Factor == 1 ? p.Variable! : $"({p.Variable} * {CSharpLiteral.Of(p.Factor)})")];
        if (constant != 0 || terms.Count == 0)
        {
            terms.Add(CSharpLiteral.Of(constant));
        }

        return string.Join(" + ", terms);
    }
}
