using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Models;

/// <summary>SHAPE0102: what lies between the steps shares one buffer, an array of bytes that is 64 longer for its alignment.</summary>
internal static class ScratchRule
{
    private const int Alignment = ElementTypes.BlockBytes;

    public static IEnumerable<Problem> Check(ShapedModel model, ExecutionPlan? plan)
    {
        long available = TensorShape.MaximumLength - Alignment;
        if (plan is not null && (long)plan.ScratchLength * Alignment / model.ElementType.BlockLanes() > available)
        {
            // The last output lies with the caller, unless one layer is several steps.
            ShapedLayer largest = model.Layers.Take(Math.Max(1, model.Layers.Count - 1)).OrderByDescending(l => l.Output.ElementCount).First();
            string message = $"makes {largest.Output} of {largest.Input}, which brings the values between the model's steps to more than the {available} bytes that their buffer can hold";
            yield return new Problem(
                RuleIds.TooLarge,
                largest.Position.At(),
                new EquatableArray<string>([largest.TypeName + largest.Position.Within, message]));
        }
    }
}
