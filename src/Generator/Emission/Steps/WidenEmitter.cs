using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Copies elements, which load and store convert, and brings them to scale.</summary>
internal sealed class WidenEmitter : StepEmitter<WidenStep>
{
    protected override void Write(StepContext<WidenStep> context)
    {
        if (context.Step.IsScaled)
        {
            context.WriteBlocks(
                context.Step.Length,
                value => $"{value} * scale",
                "Halves as floats, block by block: loads convert. Times 2^112 (scale), because weights are read times 2^-112.",
                $"V scale = V.Constant({KernelWriter.Services}.HalfWeights.Scale);");
        }
        else
        {
            context.WriteBlocks(context.Step.Length, value => value, "Halves as floats, block by block: loads convert.");
        }
    }
}
