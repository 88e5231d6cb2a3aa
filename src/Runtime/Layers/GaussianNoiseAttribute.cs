namespace ShapeGen;

/// <summary>The identity at inference; in training it adds noise. No parameters.</summary>
/// <param name="stddev">The standard deviation of the noise added in training, at least 0.</param>
public sealed class GaussianNoiseAttribute(double stddev) : LayerAttribute
{
    /// <summary>The standard deviation of the noise added in training, at least 0.</summary>
    public double Stddev { get; } = stddev;
}
