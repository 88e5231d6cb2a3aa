using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Models;

/// <summary>SHAPE0102: all weights share one buffer, in which blocks and panels may take more room than the weights have elements.</summary>
internal static class WeightsRule
{
    public static IEnumerable<Problem> Check(ShapedModel model, ExecutionPlan? plan)
    {
        if (plan is not null && plan.WeightsLength > TensorShape.MaximumLength)
        {
            ShapedLayer largest = model.Layers.OrderByDescending(l => l.ParameterCount).First();
            string message = $"brings the model's packed weights to more than the {TensorShape.MaximumLength} elements that one buffer can hold";
            yield return new Problem(
                RuleIds.TooLarge,
                largest.Position.At(),
                new EquatableArray<string>([largest.TypeName + largest.Position.Within, message]));
        }
    }
}
