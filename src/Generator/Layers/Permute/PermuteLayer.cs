using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Permute;

/// <summary>Output axis i is input axis <c>dimensions[i]</c>, counted from 1.</summary>
internal sealed record PermuteLayer(EquatableArray<int> Dimensions) : Layer
{
    private const string Argument = "dimensions";

    public static LayerDefinition Definition { get; } = new("Permute", Bind);

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (Dimensions.Count != input.Shape.Rank)
        {
            bool isArgumentValid = !problems.HasErrors;
            if (isArgumentValid)
            {
                problems.Add(RuleIds.RankMismatch, $"reorders {Dimensions.Count} axes but receives {input.Shape} from {input.Origin}, which has {input.Shape.Rank}: name each of its axes once", Argument);
            }

            return input.Shape;
        }

        if (Dimensions.SequenceEqual(Enumerable.Range(1, Dimensions.Count)))
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing: the axes of {input.Shape} from {input.Origin} stay where they are", repairs: Repair.Remove());
        }

        return new TensorShape(Dimensions.Select(d => input.Shape[d - 1]).ToEquatableArray());
    }

    public override ValueId Lower(Lowering lowering) =>
        lowering.Add(new TransposeStep(lowering.Input.Dimensions, Dimensions.Select(d => d - 1).ToEquatableArray()), lowering.Value);

    private static PermuteLayer Bind(LayerArguments arguments)
    {
        EquatableArray<int> dimensions = arguments.Integers(Argument);
        if (!dimensions.OrderBy(d => d).SequenceEqual(Enumerable.Range(1, dimensions.Count)))
        {
            var shape = new TensorShape(dimensions);
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs each axis from 1 to {InvariantText.Of(dimensions.Count)} once, but {shape} is declared", Argument);
            dimensions = Enumerable.Range(1, dimensions.Count).ToEquatableArray();
        }

        return new PermuteLayer(dimensions);
    }
}
