using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Applies a function of the runtime to each row.</summary>
internal sealed class RowActivationEmitter : StepEmitter<RowActivationStep>
{
    protected override void Write(StepContext<RowActivationStep> context)
    {
        RowActivationStep step = context.Step;
        string function = $"{KernelWriter.Services}.RowActivations.{step.Function}";
        string types = $", {context.Compute}, {context.Source}, {context.Destination}";
        string length = CSharpLiteral.Of(step.Length);
        if (step.Rows == 1)
        {
            using (context.Method())
            {
                context.Kernel.Ladder(function, $"ref x, ref y, {length}", types);
            }

            return;
        }

        string rows = context.Kernel.Name + "Rows";
        using (context.Method())
        {
            context.Kernel.Ladder(rows, KernelWriter.Pass(context.Parameters));
        }

        SourceWriter writer = context.Writer;
        using (context.Kernel.Generic(rows, context.Parameters, comment: "Row by row, each by a function of the runtime that goes over it more than once."))
        using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(step.Rows)}; row++)"))
        {
            string source = KernelWriter.At("x", $"row * {length}");
            string destination = KernelWriter.At("y", $"row * {CSharpLiteral.Of(step.OutputRowLength)}");
            writer.Line($"{function}<V{types}>({source}, {destination}, {length});");
        }
    }
}
