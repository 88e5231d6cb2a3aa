using ShapeGen.Generator.Emission.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Mean and maximum over all positions of each channel, by the kernels that the step has chosen.</summary>
internal sealed class PoolEmitter : StepEmitter<PoolStep>
{
    /// <summary>What a masked kernel reads beside the positions: the caller's mask, or integers.</summary>
    public static KernelParameter MaskOf(PoolStep step) => step.HasIndices ? new KernelParameter("int", SourceName(1)) : new KernelParameter("bool", "mask");

    /// <summary>Whether a position is kept.</summary>
    public static string Keeps(PoolStep step) => step.HasIndices ? "At(ref x1, step) != 0" : "At(ref mask, step)";

    protected override IEnumerable<KernelParameter> ExtraParameters(PoolStep step, ElementType element) =>
        step.IsMasked && !step.HasIndices ? [new KernelParameter("bool", "mask") { Role = ParameterRole.Mask }] : [];

    protected override void Write(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        if (step.Sections > 1)
        {
            WriteSections(context);
            return;
        }

        PoolKernelEmitter.For(step.Choice!.Kernels.Wide).WriteStep(context);
    }

    /// <summary>A method that runs the kernels of one section over all of them.</summary>
    private void WriteSections(StepContext<PoolStep> context)
    {
        PoolStep step = context.Step;
        KernelWriter section = context.Kernel.Part("Section");
        using (context.Method())
        using (context.Writer.Block($"for (nuint section = 0; section < {CSharpLiteral.Of(step.Sections)}; section++)"))
        {
            string x = KernelWriter.At("x", $"section * {CSharpLiteral.Of(step.Positions * step.Channels)}");
            string y = KernelWriter.At("y", $"section * {CSharpLiteral.Of(step.Channels)}");
            context.Writer.Line($"{section.Name}({x}, {y});");
        }

        Write(context with { Step = step with { Sections = 1 }, Kernel = section });
    }
}
