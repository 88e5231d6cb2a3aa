using ShapeGen.Generator.Core;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Models;

/// <summary>A model whose input is a sequence, seen as a model over a sequence of one step that keeps what it needs of earlier ones.</summary>
internal static class SteppedModel
{
    /// <summary>Derives the plan; null where a layer needs the whole sequence, or none keeps anything.</summary>
    public static SteppedPlan? Plan(ShapedModel model, ExecutionPlan whole)
    {
        if (OneStep(model, isGuess: false, out bool isSequence) is not { } step)
        {
            return null;
        }

        PlanDraft draft = ModelPlanner.Lower(step);
        Planner.Run(draft, Planner.Passes);
        bool sharesWeights = draft.Weights.SequenceEqual(whole.Weights);
        return draft.StateLength == 0 || !sharesWeights ? null
            : new SteppedPlan(draft.ToPlan(), WithoutTime(step.Input), isSequence ? WithoutTime(step.Output) : step.Output, draft.StateLength);
    }

    /// <summary>The shapes of a time step and of what it gives, of a model that is invalid: what they will be once it is right, as far as that can be seen.</summary>
    public static (TensorShape Input, TensorShape Output)? Guess(ShapedModel model) => OneStep(model, isGuess: true, out bool isSequence) is not { } step ? null
        : (WithoutTime(step.Input), isSequence ? WithoutTime(step.Output) : step.Output);

    /// <summary>The model over one step; null where it has no such form, or keeps no state.</summary>
    /// <param name="model">The model over the whole sequence.</param>
    /// <param name="isGuess">The model is invalid: shapes that do not fit say nothing.</param>
    /// <param name="isSequence">Whether the output is a sequence too.</param>
    private static ShapedModel? OneStep(ShapedModel model, bool isGuess, out bool isSequence)
    {
        isSequence = false;
        if (!model.IsSingle || (model.Input.Rank < LeastRank(model.Inputs[0].IsInteger) && !isGuess) || !model.Layers.Any(layer => layer.Layer.Time is TimeRule.KeepsState or TimeRule.EndsSequence))
        {
            return null;
        }

        var isInTime = new List<bool> { true };
        var layers = new List<ShapedLayer>();
        foreach (ShapedLayer layer in model.Layers)
        {
            if (layer.Sources.All(source => !isInTime[source]))
            {
                layers.Add(layer);
                isInTime.Add(false);
                continue;
            }

            TimeRule rule = layer.Steps > 0 ? TimeRule.EachStep : layer.Layer.Time;
            bool isMixed = layer.Sources.Any(source => !isInTime[source]) || layer.Inputs.Any(input => input.Rank < LeastRank(layer.Layer.Vocabulary > 0) || input[0] != layer.Input[0] || input.Rank != layer.Input.Rank);
            if (rule == TimeRule.WholeSequence || (isMixed && !isGuess))
            {
                return null;
            }

            bool remains = rule != TimeRule.EndsSequence;
            layers.Add(layer with
            {
                Inputs = layer.Inputs.Select(First).ToEquatableArray(),
                Output = remains ? First(layer.Output) : layer.Output,
                Steps = Math.Min(1, layer.Steps),
                Sequence = layer.Steps > 0 || layer.Input.Rank == 0 ? 0 : layer.Input[0],
            });
            isInTime.Add(remains);
        }

        isSequence = isInTime[model.Outputs[0].Source];
        return model with
        {
            Inputs = new EquatableArray<ShapedInput>([model.Inputs[0] with { Shape = First(model.Input) }]),
            Layers = layers.ToEquatableArray(),
            Outputs = new EquatableArray<ShapedOutput>([model.Outputs[0] with { Shape = isSequence ? First(model.Output) : model.Output }]),
        };
    }

    /// <summary>A time step is one integer, or a vector of numbers at least.</summary>
    private static int LeastRank(bool isOfIntegers) => isOfIntegers ? 1 : 2;

    /// <summary>The shape of a sequence of one step.</summary>
    private static TensorShape First(TensorShape shape) => shape.Rank == 0 ? shape : new([1, .. shape.Dimensions.Skip(1)]);

    private static TensorShape WithoutTime(TensorShape shape) => new(shape.Dimensions.Skip(1).ToEquatableArray());
}
