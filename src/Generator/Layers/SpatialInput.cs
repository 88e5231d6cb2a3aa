using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers;

/// <summary>What layers over 1, 2 or 3 spatial axes have in common: their rank, where the channels stand, and steps that are written for channels last.</summary>
internal static class SpatialInput
{
    private static readonly string[] Axes = ["steps, features", "height, width, channels", "depth, height, width, channels"];
    private static readonly string[] AxesChannelsFirst = ["features, steps", "channels, height, width", "channels, depth, height, width"];

    /// <summary>Whether the input has so many spatial axes and one of channels; reports it where it has not.</summary>
    /// <param name="input">What arrives.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="family">The layer's name without its number of axes: <c>MaxPooling</c>.</param>
    /// <param name="axes">1, 2 or 3.</param>
    /// <param name="format">Where the channels stand.</param>
    public static bool HasRank(LayerInput input, LayerProblems problems, string family, int axes, DataFormat format)
    {
        int rank = input.Shape.Rank;
        if (rank == axes + 1)
        {
            return true;
        }

        string expected = (format == DataFormat.ChannelsFirst ? AxesChannelsFirst : Axes)[axes - 1];
        string fitting = $"{family}{InvariantText.Of(rank - 1)}D";
        bool fits = rank is >= 2 and <= 4;
        string wayOut = fits ? $"{fitting} takes this rank" : rank < 2 ? "there is no spatial axis, so remove the layer or reshape first" : $"no {family} takes this rank, so reshape first";
        (wayOut, Repair[] repairs) = DeclaredAxes.Explain(input, axes + 1, format, wayOut, fits ? [Repair.Exchange(fitting)] : rank < 2 ? [Repair.Remove()] : []);
        problems.Add(RuleIds.RankMismatch, $"expects ({expected}), receives {input.Shape} from {input.Origin}: {wayOut}", repairs: repairs);
        return false;
    }

    /// <summary>The spatial dimensions of a shape of the right rank.</summary>
    public static int[] Spatial(TensorShape shape, DataFormat format) =>
        format == DataFormat.ChannelsFirst ? [.. shape.Dimensions.Skip(1)] : [.. shape.Dimensions.Take(shape.Rank - 1)];

    /// <summary>The size of the channel axis.</summary>
    public static int Channels(TensorShape shape, DataFormat format) => format == DataFormat.ChannelsFirst ? shape[0] : shape.Last;

    /// <summary>The shape with these spatial dimensions and channels.</summary>
    public static TensorShape Shape(IEnumerable<int> spatial, int channels, DataFormat format) =>
        new((format == DataFormat.ChannelsFirst ? [channels, .. spatial] : (int[])[.. spatial, channels]).ToEquatableArray());

    /// <summary>Adds a step for channels last, between steps that bring the channels there and back where they stand first.</summary>
    public static ValueId LowerChannelsLast(Lowering lowering, TensorShape output, DataFormat format, Step step)
    {
        if (format == DataFormat.ChannelsLast)
        {
            return lowering.Add(step, lowering.Value);
        }

        int axes = output.Rank - 1;
        int[] outputLast = [.. output.Dimensions.Skip(1), output[0]];
        ValueId last = lowering.Add(new TransposeStep(lowering.Input.Dimensions, Enumerable.Range(1, axes).Append(0).ToEquatableArray()), lowering.Value);
        return lowering.Add(new TransposeStep(outputLast.ToEquatableArray(), Enumerable.Range(0, axes).Prepend(axes).ToEquatableArray()), lowering.Add(step, last));
    }

    /// <summary>Adds a step along rows, between steps that bring these axes to the end and back where they stand elsewhere.</summary>
    /// <param name="lowering">The layer's place.</param>
    /// <param name="axes">The axes that make up a row, from 0 and in order.</param>
    /// <param name="step">The step of so many rows of so many elements.</param>
    public static ValueId LowerAlong(Lowering lowering, IReadOnlyList<int> axes, Func<int, int, Step> step)
    {
        TensorShape shape = lowering.Input;
        int[] order = [.. Enumerable.Range(0, shape.Rank).Except(axes), .. axes];
        int length = axes.Aggregate(1, (product, axis) => product * shape[axis]);
        Step rows = step((int)(shape.ElementCount / length), length);
        if (order.SequenceEqual(Enumerable.Range(0, shape.Rank)))
        {
            return lowering.Add(rows, lowering.Value);
        }

        int[] back = [.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis))];
        ValueId moved = lowering.Add(new TransposeStep(shape.Dimensions, order.ToEquatableArray()), lowering.Value);
        return lowering.Add(new TransposeStep(order.Select(axis => shape[axis]).ToEquatableArray(), back.ToEquatableArray()), lowering.Add(rows, moved));
    }
}
