using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Merging;

/// <summary>Combines several tensors element by element; axes of size 1 are broadcast, a lower rank gains leading axes.</summary>
/// <param name="Operation">How.</param>
/// <param name="Activation">Applied to the result.</param>
/// <param name="Blocks">The blocks that make the inputs, where a use of blocks merges them; messages speak of them.</param>
internal sealed record MergingLayer(MergeOperation Operation, ActivationFunction Activation, EquatableArray<string> Blocks) : Layer
{
    private const string Others = "others";

    public static IEnumerable<LayerDefinition> Definitions { get; } =
        from MergeOperation operation in Enum.GetValues(typeof(MergeOperation))
        select new LayerDefinition(operation.ToString(), arguments => new MergingLayer(operation, arguments.Enumeration<ActivationFunction>("Activation"), arguments.Blocks)) { OtherInputs = Others };

    public override bool KeepsAxes => true;

    /// <summary>A step counts in Keras where it does in any input; with an input that has no mask there is none.</summary>
    public override int MaskAfter(IReadOnlyList<int> masks) => masks.Distinct().Count() == 1 ? masks[0] : -1;

    public override string? FindMaskFault(IReadOnlyList<int> masks) => masks.Contains(-1) || masks.Distinct().Count() < 2 ? null
        : "merges inputs with two masks, and a mask here is one input of integers: set MaskZero = false on one of them";

    public override TimeRule Time => TimeRule.EachStep;

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
            problems.Add(RuleIds.ArgumentOutOfRange, $"takes two inputs but gets {InvariantText.Of(inputs.Count)}: subtract one after the other", Blocks.Count > 0 ? "Merge" : Others);
        }

        TensorShape shape = inputs[0].Shape;
        for (int i = 1; i < inputs.Count; i++)
        {
            if (Broadcast(shape, inputs[i].Shape) is { } both)
            {
                shape = both;
                continue;
            }

            ReportUnequal(shape, inputs, i, problems);
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

    private void ReportUnequal(TensorShape shape, IReadOnlyList<LayerInput> inputs, int other, LayerProblems problems)
    {
        TensorShape second = inputs[other].Shape;
        string both = $"cannot merge {shape} from {inputs[0].Origin} with {second} from {inputs[other].Origin}";
        bool isProjectable = shape.Rank == second.Rank && shape.Rank > 0 && shape.Dimensions.Take(shape.Rank - 1).SequenceEqual(second.Dimensions.Take(shape.Rank - 1));
        if (!isProjectable)
        {
            problems.Add(RuleIds.UnequalShapes, $"{both}: {WayOut(shape, second)}", Others, other - 1);
        }
        else if (Blocks.Count > 0)
        {
            // Beside a block that only passes its input on, or the input itself, the other one has to change.
            bool isFirst = inputs[other].OriginPosition is not { IsInBlock: true };
            string block = Blocks.Count == 1 || isFirst ? Blocks[0] : Blocks[other];
            TensorShape target = isFirst ? second : shape;
            problems.Add(RuleIds.UnequalShapes, $"{both}: end {block} with {Projection(target)}, so that both have {InvariantText.Of(target.Last)} features", Others, other - 1);
        }
        else
        {
            // The running tensor is the one that a layer before this one can still change.
            string projection = Projection(second);
            problems.Add(RuleIds.UnequalShapes, $"{both}: project one of them, for instance by {projection} before this layer", Others, other - 1, inputs.Count == 2 ? [Repair.Insert(projection.Trim('[', ']'))] : []);
        }
    }

    /// <summary>What gives a tensor as many channels as another has, position by position; on an image that is a 1x1 convolution.</summary>
    private static string Projection(TensorShape target)
    {
        string features = InvariantText.Of(target.Last);
        string convolution = $"Conv{InvariantText.Of(target.Rank - 1)}D";
        return target.Rank is >= 2 and <= 4 && LayerCatalog.Find(convolution) is not null ? $"[{convolution}({features}, 1)]" : $"[Dense({features})]";
    }

    /// <summary>A size that is halved is met by a stride, a border that is lost by padding.</summary>
    private static string WayOut(TensorShape left, TensorShape right)
    {
        if (left.Rank != right.Rank)
        {
            return "the axes must be equal from the last one on, so flatten, pool or reshape one of them";
        }

        (int Left, int Right)[] unequal = [.. left.Dimensions.Take(left.Rank - 1).Zip(right.Dimensions, (l, r) => (l, r)).Where(pair => pair.l != pair.r)];
        int[] strides = [.. unequal.Select(pair => Stride(Math.Max(pair.Left, pair.Right), Math.Min(pair.Left, pair.Right))).Distinct()];
        return strides.Length != 1 ? "make all axes but the last equal, by strides, padding or cropping"
            : strides[0] > 1 ? $"one of them is smaller by a stride of {InvariantText.Of(strides[0])}, so give the other the same, or take it from both"
            : "keep the borders of the smaller one, with Padding = Padding.Same, or crop the larger one";
    }

    /// <summary>The stride that makes the one size of the other, or 1.</summary>
    private static int Stride(int large, int small) => (large + small - 1) / small is int stride && (large + stride - 1) / stride == small ? stride : 1;
}
