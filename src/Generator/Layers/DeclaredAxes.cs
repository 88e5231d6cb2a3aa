using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Layers;

/// <summary>What commonly goes wrong in <c>[InputShape]</c>: the batch axis stands in it, or the channel axis does not.</summary>
internal static class DeclaredAxes
{
    /// <summary>
    /// The shape without its first axis, where that may be the batch's: it is declared with one axis more than a layer takes.
    /// Two equal spatial axes are rather those of an image than a batch and the steps of a sequence.
    /// </summary>
    private static TensorShape? WithoutBatch(LayerInput input, int rank, DataFormat format)
    {
        TensorShape shape = input.Shape;
        if (!input.IsDeclared || shape.Rank != rank + 1)
        {
            return null;
        }

        int first = format == DataFormat.ChannelsFirst ? 1 : 0;
        bool isImage = shape.Rank == 3 && shape[first] == shape[first + 1];
        return isImage ? null : WithoutFirst(shape);
    }

    /// <summary>The shape with one channel, where a grey image may be meant: height and width alone are declared.</summary>
    private static TensorShape? WithChannel(LayerInput input, int rank, DataFormat format)
    {
        if (!input.IsDeclared || input.Shape.Rank != 2 || rank != 3)
        {
            return null;
        }

        return format == DataFormat.ChannelsFirst
            ? new TensorShape([1, .. input.Shape.Dimensions])
            : new TensorShape([.. input.Shape.Dimensions, 1]);
    }

    /// <summary>Puts what may be wrong with the <c>[InputShape]</c> of an image beside another way out of a rank that does not fit.</summary>
    /// <param name="input">What arrives.</param>
    /// <param name="rank">Axes that the layer takes.</param>
    /// <param name="format">Where the channels stand.</param>
    /// <param name="wayOut">The other way out, in words.</param>
    /// <param name="repairs">What goes that way.</param>
    public static (string WayOut, Repair[] Repairs) Explain(LayerInput input, int rank, DataFormat format, string wayOut, Repair[] repairs)
    {
        if (WithChannel(input, rank, format) is not { } grey)
        {
            return ExplainBatch(input, rank, format, wayOut, repairs);
        }

        TensorShape shape = input.Shape;
        Repair channel = AddChannel(grey, format) with { IsOfOrigin = true };
        return shape[0] == shape[1]
            ? ($"a grey image is {grey}; if {shape} is a sequence, {wayOut}", [channel, .. repairs])
            : ($"{wayOut}; a grey image would be {grey}", [.. repairs, channel]);
    }

    /// <summary>The same of the batch axis alone, for layers whose inputs are no images.</summary>
    public static (string WayOut, Repair[] Repairs) ExplainBatch(LayerInput input, int rank, DataFormat format, string wayOut, Repair[] repairs) =>
        WithoutBatch(input, rank, format) is { } sample
            ? ($"leave the batch axis out of [InputShape], as in {sample}; if {InvariantText.Of(input.Shape[0])} is an axis of each sample, {wayOut}", [Repair.LeaveOutFirstAxis(sample) with { IsOfOrigin = true }, .. repairs])
            : (wayOut, repairs);

    public static TensorShape WithoutFirst(TensorShape shape) => new(shape.Dimensions.Skip(1).ToEquatableArray());

    private static Repair AddChannel(TensorShape withChannel, DataFormat format) =>
        new(format == DataFormat.ChannelsFirst ? RepairKind.AddFirstAxis : RepairKind.AddLastAxis, withChannel.ToString());
}
