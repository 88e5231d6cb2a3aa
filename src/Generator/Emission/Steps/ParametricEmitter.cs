using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Applies a function with numbers of its own to each element.</summary>
internal sealed class ParametricEmitter : StepEmitter<ParametricStep>
{
    protected override void Write(StepContext<ParametricStep> context)
    {
        string constants = string.Join(", ", context.Step.Constants.Select(CSharpLiteral.Of));
        context.WriteBlocks(context.Step.Length, value => $"{KernelWriter.Services}.Activations.{context.Step.Function}<V, {context.Compute}>({value}, {constants})");
    }
}
