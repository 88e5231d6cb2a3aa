namespace ShapeGen;

/// <summary>The identity at inference, kept so that a trained model reads as it does in Keras. No parameters.</summary>
/// <param name="rate">The share of values dropped in training, in [0, 1].</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The share of values dropped in training.</summary>
    public double Rate { get; } = rate;
}
