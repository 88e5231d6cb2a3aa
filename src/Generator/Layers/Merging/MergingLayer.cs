using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Layers.Merging;

/// <summary>Combines several tensors element by element; axes of size 1 are broadcast, a lower rank gains leading axes.</summary>
internal sealed record MergingLayer(MergeOperation Operation, ActivationFunction Activation) : Layer
{
    private const string Others = "others";

    public static IEnumerable<LayerDefinition> Definitions { get; } =
        from MergeOperation operation in Enum.GetValues(typeof(MergeOperation))
        select new LayerDefinition(operation.ToString(), arguments => new MergingLayer(operation, arguments.Enumeration<ActivationFunction>("Activation"))) { OtherInputs = Others };

    public override bool KeepsAxes => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems) => InferShape([input], problems);

    public override TensorShape InferShape(IReadOnlyList<LayerInput> inputs, LayerProblems problems)
    {
        if (inputs.Count < 2)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"has only one input, {inputs[0].Shape} from {inputs[0].Origin}: name another one, as in [{Operation}(\"…\")]");
            return inputs[0].Shape;
        }

        if (Operation == MergeOperation.Subtract && inputs.Count > 2)
        {
            problems.Add(RuleIds.ArgumentOutOfRange, $"takes two inputs but gets {InvariantText.Of(inputs.Count)}: subtract one after the other", Others);
        }

        TensorShape shape = inputs[0].Shape;
        for (int i = 1; i < inputs.Count; i++)
        {
            if (Broadcast(shape, inputs[i].Shape) is { } both)
            {
                shape = both;
                continue;
            }

            problems.Add(
                RuleIds.UnequalShapes,
                $"cannot merge {shape} from {inputs[0].Origin} with {inputs[i].Shape} from {inputs[i].Origin}: {WayOut(shape, inputs[i].Shape)}",
                inputs.Count > 2 || i > 1 ? Others : null,
                inputs.Count > 2 ? i - 1 : -1);
            break;
        }

        return shape;
    }

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape output = lowering.Output;
        var step = new MergeStep(Operation, output.Dimensions, lowering.Inputs.Select(input => Pad(input, output.Rank).Dimensions).ToEquatableArray());
        return ActivationLayer.Lower(Activation, output, lowering, lowering.Add(step.Simplify(), lowering.Values));
    }

    /// <summary>The shape of both, as NumPy broadcasts them, or null.</summary>
    private static TensorShape? Broadcast(TensorShape left, TensorShape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        (TensorShape a, TensorShape b) = (Pad(left, rank), Pad(right, rank));
        int[] dimensions = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            if (a[axis] != b[axis] && a[axis] != 1 && b[axis] != 1)
            {
                return null;
            }

            dimensions[axis] = Math.Max(a[axis], b[axis]);
        }

        return new TensorShape(dimensions);
    }

    private static TensorShape Pad(TensorShape shape, int rank) =>
        new([.. Enumerable.Repeat(1, Math.Max(0, rank - shape.Rank)), .. shape.Dimensions]);

    /// <summary>Channels are projected; a size that is halved is met by a stride.</summary>
    private static string WayOut(TensorShape left, TensorShape right)
    {
        if (left.Rank != right.Rank || left.Rank == 0)
        {
            return "both must have the same shape";
        }

        bool isSpatialEqual = left.Dimensions.Take(left.Rank - 1).SequenceEqual(right.Dimensions.Take(right.Rank - 1));
        if (isSpatialEqual)
        {
            string projection = left.Rank == 3 ? $"a 1x1 convolution of {InvariantText.Of(left.Last)} filters" : $"a Dense of {InvariantText.Of(left.Last)} units";
            return $"project one of them, for instance the second by {projection}";
        }

        int stride = left.Dimensions.Zip(right.Dimensions, (l, r) => Math.Max(l, r) / Math.Max(1, Math.Min(l, r))).Max();
        return stride > 1
            ? $"the larger one needs a stride of {InvariantText.Of(stride)}, as the other one has had, or the other one none"
            : "keep the borders of the smaller one, with Padding = Padding.Same, or crop the larger one";
    }
}
