using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Layers;

/// <summary>What commonly goes wrong in <c>[InputShape]</c>: the batch axis stands in it, or the channel axis does not.</summary>
internal static class DeclaredAxes
{
    /// <summary>
    /// The shape without its first axis, where that may be the batch's: it is declared with one axis more than a layer takes.
    /// Equal spatial axes are rather those of an image or volume.
    /// </summary>
    public static TensorShape? WithoutBatch(LayerInput input, int rank, DataFormat format)
    {
        TensorShape shape = input.Shape;
        if (!input.IsDeclared || shape.Rank != rank + 1)
        {
            return null;
        }

        int channelAxis = format == DataFormat.ChannelsFirst ? 0 : shape.Rank - 1;
        bool isImage = shape.Dimensions.Where((_, axis) => axis != channelAxis).Distinct().Count() == 1;
        return isImage ? null : WithoutFirst(shape);
    }

    /// <summary>The shape with one channel, where a grey image may be meant: height and width alone are declared.</summary>
    public static TensorShape? WithChannel(LayerInput input, int rank, DataFormat format)
    {
        if (!input.IsDeclared || input.Shape.Rank != 2 || rank != 3)
        {
            return null;
        }

        return format == DataFormat.ChannelsFirst
            ? new TensorShape([1, .. input.Shape.Dimensions])
            : new TensorShape([.. input.Shape.Dimensions, 1]);
    }

    public static TensorShape WithoutFirst(TensorShape shape) => new(shape.Dimensions.Skip(1).ToEquatableArray());

    public static Repair AddChannel(TensorShape withChannel, DataFormat format) =>
        new(format == DataFormat.ChannelsFirst ? RepairKind.AddFirstAxis : RepairKind.AddLastAxis, withChannel.ToString());
}
