using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Frames one after the other, each by the kernels of the step of one frame.</summary>
internal sealed class FramesEmitter : StepEmitter<FramesStep>
{
    protected override IEnumerable<KernelParameter> ExtraParameters(FramesStep step, ElementType element) => For(step.Inner).ExtraParameters(step.Inner, element);

    protected override void Write(StepContext<FramesStep> context)
    {
        FramesStep step = context.Step;
        KernelWriter frame = context.Kernel.Part("Frame");
        using (context.Method("Frames one after the other."))
        using (context.Writer.Block($"for (nuint frame = 0; frame < {CSharpLiteral.Of(step.Frames)}; frame++)"))
        {
            int inputs = 0;
            IEnumerable<string> arguments = context.Parameters.Select(p => p.Role switch
            {
                ParameterRole.Input => KernelWriter.At(p.Name, $"frame * {CSharpLiteral.Of(step.Inner.InputLengths[inputs++])}"),
                ParameterRole.Output => KernelWriter.At(p.Name, $"frame * {CSharpLiteral.Of(step.Inner.OutputLength)}"),
                _ => p.IsValue ? p.Name : $"ref {p.Name}",
            });
            context.Writer.Line($"{frame.Name}({string.Join(", ", arguments)});");
        }

        For(step.Inner).Write(frame, step.Placed, context.Element);
    }
}
