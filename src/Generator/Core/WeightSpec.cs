namespace ShapeGen.Generator.Core;

/// <summary>A weight as Keras shapes it.</summary>
/// <param name="Name"><c>kernel</c> or <c>bias</c>: the part after the layer's name.</param>
/// <param name="Shape">Keras' shape.</param>
internal sealed record WeightSpec(string Name, TensorShape Shape)
{
    public long Length => Shape.ElementCount;

    /// <summary>A kernel (…, channels, multiplier) of filters a channel, which PyTorch stores as (channels · multiplier, 1, …).</summary>
    public bool IsDepthwise { get; init; }

    /// <summary>The shape of a kernel in PyTorch, units before inputs before spatial axes; null for what has no such name there.</summary>
    public TensorShape? PyTorchShape => Name != "kernel" || Shape.Rank < 2 ? null
        : IsDepthwise ? new TensorShape([Shape[Shape.Rank - 2] * Shape.Last, 1, .. Shape.Dimensions.Take(Shape.Rank - 2)])
        : new TensorShape([Shape.Last, Shape[Shape.Rank - 2], .. Shape.Dimensions.Take(Shape.Rank - 2)]);

    /// <summary>Training changes it by gradients; the statistics of batch normalisation are not.</summary>
    public bool IsTrainable { get; init; } = true;
}
