using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Dot;

/// <summary>Sums the products of two tensors along an axis of each.</summary>
internal sealed record DotLayer(EquatableArray<int> Axes, bool Normalize) : Layer
{
    private const string Other = "other";
    private const string AxesArgument = "Axes";

    public static LayerDefinition Definition { get; } = new("Dot", Bind) { OtherInputs = Other };

    public override TensorShape InferShape(LayerInput input, LayerProblems problems) => InferShape([input], problems);

    public override TensorShape InferShape(IReadOnlyList<LayerInput> inputs, LayerProblems problems)
    {
        if (inputs.Count < 2)
        {
            return inputs[0].Shape;
        }

        int?[] axes = [.. inputs.Select((input, i) => AxisOf(input.Shape, i))];
        int wrong = Array.FindIndex(axes, axis => axis is null);
        if (wrong >= 0)
        {
            TensorShape shape = inputs[wrong].Shape;
            string has = shape.Rank == 0 ? "has none" : $"has the axes 1 to {InvariantText.Of(shape.Rank)} after the batch, or −1 for the last";
            problems.Add(RuleIds.ArgumentOutOfRange, $"sums along axis {InvariantText.Of(Axis(wrong))} of {shape} from {inputs[wrong].Origin}, which {has}", AxesArgument);
            return new TensorShape(1);
        }

        (TensorShape left, TensorShape right) = (inputs[0].Shape, inputs[1].Shape);
        if (left[axes[0]!.Value] != right[axes[1]!.Value])
        {
            problems.Add(
                RuleIds.UnequalShapes,
                $"sums along {Describe(left, axes[0]!.Value)} from {inputs[0].Origin} and {Describe(right, axes[1]!.Value)} from {inputs[1].Origin}, but both axes must have the same size{OtherAxes(left, right)}");
        }

        int[] rest = [.. Without(left, axes[0]!.Value), .. Without(right, axes[1]!.Value)];
        return rest.Length == 0 ? new TensorShape(1) : new TensorShape(rest);
    }

    public override ValueId Lower(Lowering lowering)
    {
        (TensorShape left, TensorShape right) = (lowering.Inputs[0], lowering.Inputs[1]);
        (int first, int second) = (AxisOf(left, 0)!.Value, AxisOf(right, 1)!.Value);
        int length = left[first];
        var step = new DotStep((int)(left.ElementCount / length), length, (int)(right.ElementCount / length), Normalize);

        // Rows of the first, columns of the second: lanes are outputs.
        ValueId rows = lowering.Add(Move(left, first, left.Rank - 1), lowering.Values[0]);
        ValueId columns = lowering.Add(Move(right, second, 0), lowering.Values[1]);
        return lowering.Add(step, rows, columns);
    }

    private static DotLayer Bind(LayerArguments arguments)
    {
        EquatableArray<int> axes = arguments.Integers(AxesArgument);
        if (axes.Count > 2)
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"takes one axis for both inputs, or one for each, but {new TensorShape(axes)} is declared", AxesArgument);
        }

        return new DotLayer(axes.Count is 1 or 2 ? axes : new([-1]), arguments.Boolean("Normalize", absent: false));
    }

    private static TransposeStep Move(TensorShape shape, int axis, int to)
    {
        List<int> order = [.. Enumerable.Range(0, shape.Rank).Where(other => other != axis)];
        order.Insert(to, axis);
        return new TransposeStep(shape.Dimensions, order.ToEquatableArray());
    }

    private int Axis(int input) => Axes[Math.Min(input, Axes.Count - 1)];

    /// <summary>The axis of an input without the batch, counted from 0; null where there is none.</summary>
    private int? AxisOf(TensorShape shape, int input)
    {
        int axis = Axis(input) < 0 ? shape.Rank + Axis(input) : Axis(input) - 1;
        return Axis(input) != 0 && axis >= 0 && axis < shape.Rank ? axis : null;
    }

    private static IEnumerable<int> Without(TensorShape shape, int axis) => shape.Dimensions.Where((_, i) => i != axis);

    private static string Describe(TensorShape shape, int axis) => $"axis {InvariantText.Of(axis + 1)} of {shape}";

    /// <summary>The one pair of axes that would fit.</summary>
    private static string OtherAxes(TensorShape left, TensorShape right)
    {
        (int Left, int Right)[] fitting =
        [
            .. from l in Enumerable.Range(0, left.Rank) from r in Enumerable.Range(0, right.Rank) where left[l] == right[r] select (l + 1, r + 1),
        ];
        return fitting.Length == 1 ? $"; with Axes = [{InvariantText.Of(fitting[0].Left)}, {InvariantText.Of(fitting[0].Right)}] they would" : "";
    }
}
