namespace ShapeGen;

/// <summary>The identity at inference; in training it drops whole feature maps of (steps, features). No parameters.</summary>
/// <param name="rate">The share of feature maps dropped in training, in [0, 1].</param>
public sealed class SpatialDropout1DAttribute(double rate) : LayerAttribute
{
    /// <summary>The share of feature maps dropped in training.</summary>
    public double Rate { get; } = rate;
}
