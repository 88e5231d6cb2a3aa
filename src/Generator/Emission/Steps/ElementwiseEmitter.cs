using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Applies a function to each element.</summary>
internal sealed class ElementwiseEmitter : StepEmitter<ElementwiseStep>
{
    protected override void Write(StepContext<ElementwiseStep> context) => context.WriteBlocks(
        context.Step.Length,
        value => $"{KernelWriter.Services}.{ElementwiseFunction.InlinedClass(context.Step.Function)}.{context.Step.Function}<V, {context.Compute}>({value})",
        "Each element by itself, block by block.");
}
