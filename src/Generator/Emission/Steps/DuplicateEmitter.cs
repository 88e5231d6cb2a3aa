using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Copies elements; load and store convert them where the types differ.</summary>
internal sealed class DuplicateEmitter : StepEmitter<DuplicateStep>
{
    protected override void Write(StepContext<DuplicateStep> context) => context.WriteBlocks(context.Step.Length, value => value, "Elements as they are, block by block: loads and stores convert.");
}
