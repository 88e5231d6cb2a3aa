using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Calls the runtime's enlargement.</summary>
internal sealed class BilinearEmitter : StepEmitter<BilinearStep>
{
    protected override void Write(StepContext<BilinearStep> context)
    {
        string rows = context.Kernel.Name + "Rows";
        using (context.Method())
        {
            context.Kernel.Ladder(rows, KernelWriter.Pass(context.Parameters));
        }

        BilinearStep step = context.Step;
        using (context.Kernel.Generic(rows, context.Parameters, comment: "Rows between those of the input: each is mixed of two rows, and then of two columns."))
        {
            string types = $"V, {context.Compute}, {context.Source}, {context.Destination}";
            string numbers = string.Join(", ", new[] { step.Height, step.Width, step.Channels, step.VerticalFactor, step.HorizontalFactor }.Select(CSharpLiteral.Of));
            context.Writer.Line($"{KernelWriter.Services}.BilinearRows.Enlarge<{types}>(ref x, ref y, {numbers});");
        }
    }
}
