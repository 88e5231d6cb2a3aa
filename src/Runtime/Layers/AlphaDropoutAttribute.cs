namespace ShapeGen;

/// <summary>The identity at inference; in training it drops values and keeps mean and variance. No parameters.</summary>
/// <param name="rate">The share of values dropped in training, in [0, 1].</param>
public sealed class AlphaDropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The share of values dropped in training, in [0, 1].</summary>
    public double Rate { get; } = rate;
}
