using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Reshape;

/// <summary>The same values in another shape; one dimension may be −1.</summary>
internal sealed record ReshapeLayer(EquatableArray<int> TargetShape) : Layer
{
    private const string Argument = "targetShape";

    public static LayerDefinition Definition { get; } = new("Reshape", Bind);

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        long count = input.Shape.ElementCount;
        long known = TargetShape.Where(d => d != -1).Aggregate(1L, (product, d) => TensorShape.SaturatingMultiply(product, d));
        bool isOpen = TargetShape.Any(d => d == -1);
        bool isArgumentValid = !problems.HasErrors;
        if (isArgumentValid && (isOpen ? count % known != 0 : count != known))
        {
            var target = new TensorShape(TargetShape);
            string reason = isOpen ? $"are no multiple of {known}" : $"do not fill {known}";
            problems.Add(RuleIds.ArgumentOutOfRange, $"cannot make {target} of {input.Shape} from {input.Origin}: its {count} values {reason}", Argument);
        }

        var output = new TensorShape(TargetShape.Select(d => d == -1 ? (int)Math.Max(1, Math.Min(count / known, int.MaxValue)) : d).ToEquatableArray());
        if (output == input.Shape)
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing: {input.Shape} from {input.Origin} has this shape already", repairs: Repair.Remove());
        }

        return output;
    }

    public override ValueId Lower(Lowering lowering) => lowering.Value;

    private static ReshapeLayer Bind(LayerArguments arguments)
    {
        int[] target = [.. arguments.Integers(Argument)];
        bool isOpen = false;
        for (int i = 0; i < target.Length; i++)
        {
            if (target[i] == -1 && !isOpen)
            {
                isOpen = true;
            }
            else if (target[i] < 1)
            {
                string message = target[i] == -1 ? "may leave one dimension open (-1), not two" : $"has the dimension {InvariantText.Of(target[i])}; dimensions must be positive, or -1 once";
                arguments.Problems.Add(target[i] == -1 ? RuleIds.ArgumentOutOfRange : RuleIds.DimensionNotPositive, message, Argument, i);
                target[i] = 1;
            }
        }

        return new ReshapeLayer(target.ToEquatableArray());
    }
}
