using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Concatenate;

/// <summary>Puts several tensors one after the other along an axis.</summary>
internal sealed record ConcatenateLayer(int Axis, ActivationFunction Activation) : Layer
{
    private const string Others = "others";

    public static LayerDefinition Definition { get; } = new("Concatenate", arguments => new ConcatenateLayer(
        arguments.Integer("Axis", absent: -1), arguments.Enumeration<ActivationFunction>("Activation"))) { OtherInputs = Others };

    public override bool KeepsAxes => true;

    public override TimeRule Time => Axis is -1 or > 1 ? TimeRule.EachStep : TimeRule.WholeSequence;

    /// <summary>
    /// Along the last axis a step counts in Keras where it does in any input, and in one without a mask every step does. So masks that are equal
    /// stay, and one input without a mask takes all of them away.
    /// </summary>
    public override int MaskAfter(IReadOnlyList<int> masks) => masks.Distinct().Count() == 1 ? masks[0] : -1;

    /// <summary>Along other axes Keras puts masks one after the other.</summary>
    public override string? FindMaskFault(IReadOnlyList<int> masks) => masks.All(mask => mask < 0) ? null
        : Axis != -1 ? "joins the masks of its inputs in Keras, which it does not do here: set MaskZero = false on them"
        : masks.Contains(-1) || masks.Distinct().Count() == 1 ? null
        : "joins inputs with two masks, and a mask here is one input of integers: set MaskZero = false on one of them";

    public override TensorShape InferShape(LayerInput input, LayerProblems problems) => InferShape([input], problems);

    public override TensorShape InferShape(IReadOnlyList<LayerInput> inputs, LayerProblems problems)
    {
        TensorShape first = inputs[0].Shape;
        if (inputs.Count < 2)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"has only one input, {first} from {inputs[0].Origin}: name another one, as in [Concatenate(\"…\")]");
            return first;
        }

        if (first.Rank == 0)
        {
            problems.Add(RuleIds.RankMismatch, $"needs an axis to go along, but () from {inputs[0].Origin} is a scalar: insert [Flatten] before it to make it (1)", repairs: Repair.Insert("Flatten"));
            return first;
        }

        if (AxisOf(first) is not { } axis)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"has Axis = {InvariantText.Of(Axis)}, but {first} from {inputs[0].Origin} has {Axes(first.Rank)}", "Axis");
            return first;
        }

        long size = first[axis];
        for (int i = 1; i < inputs.Count; i++)
        {
            TensorShape shape = inputs[i].Shape;
            if (shape.Rank != first.Rank || Enumerable.Range(0, first.Rank).Any(d => d != axis && shape[d] != first[d]))
            {
                string along = $"cannot put {first} from {inputs[0].Origin} and {shape} from {inputs[i].Origin} together along axis {InvariantText.Of(axis + 1)}";
                if (inputs.Count == 2 && OtherAxis(first, shape) is { } fitting)
                {
                    problems.Add(RuleIds.UnequalShapes, $"{along}, because another one differs: they fit along Axis = {fitting}", Others, i - 1, Repair.Set("Axis", fitting));
                }
                else
                {
                    problems.Add(RuleIds.UnequalShapes, $"{along}: all other axes must be equal", Others, i - 1);
                }

                break;
            }

            size += shape[axis];
        }

        return new TensorShape(first.Dimensions.Select((d, i) => i == axis ? (int)Math.Min(size, int.MaxValue) : d).ToEquatableArray());
    }

    public override ValueId Lower(Lowering lowering)
    {
        int axis = AxisOf(lowering.Input)!.Value;
        int rows = lowering.Input.Dimensions.Take(axis).Aggregate(1, (product, d) => product * d);
        var step = new ConcatenateStep(rows, lowering.Inputs.Select(input => (int)(input.ElementCount / rows)).ToEquatableArray());
        return ActivationLayer.Lower(Activation, lowering.Output, lowering, lowering.Add(step, lowering.Values));
    }

    /// <summary>The axis without the batch, counted from 0; null where there is none.</summary>
    private int? AxisOf(TensorShape shape)
    {
        int axis = Axis < 0 ? shape.Rank + Axis : Axis - 1;
        return axis >= 0 && axis < shape.Rank && Axis != 0 ? axis : null;
    }

    private static string Axes(int rank) => rank == 1 ? "the axis 1 alone, which is also -1" : $"the axes 1 to {InvariantText.Of(rank)}, or -1 for the last";

    /// <summary>The only axis along which two shapes fit together, or null.</summary>
    private static string? OtherAxis(TensorShape first, TensorShape second)
    {
        int[] fitting = first.Rank != second.Rank ? [] : [.. Enumerable.Range(0, first.Rank).Where(axis => Enumerable.Range(0, first.Rank).All(d => d == axis || first[d] == second[d]))];
        return fitting.Length == 1 ? InvariantText.Of(fitting[0] + 1) : null;
    }
}
