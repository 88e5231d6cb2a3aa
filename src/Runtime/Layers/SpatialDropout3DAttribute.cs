namespace ShapeGen;

/// <summary>The identity at inference; in training it drops whole feature maps of (depth, height, width, channels). No parameters.</summary>
/// <param name="rate">The share of feature maps dropped in training, in [0, 1].</param>
public sealed class SpatialDropout3DAttribute(double rate) : LayerAttribute
{
    /// <summary>The share of feature maps dropped in training.</summary>
    public double Rate { get; } = rate;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
