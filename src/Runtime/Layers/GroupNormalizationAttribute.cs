namespace ShapeGen;

/// <summary>
/// (x − mean) / √(variance + Epsilon) · gamma + beta with the mean and variance of each group of channels of a sample, over
/// all positions; the shape stays. Weights: gamma, beta, each (channels).
/// </summary>
public sealed class GroupNormalizationAttribute : LayerAttribute
{
    /// <summary>How many groups; 32 by default, -1 for one a channel (instance normalization).</summary>
    public int Groups { get; set; } = 32;

    /// <summary>The axis of the channels, the batch being axis 0; -1, the last one, by default.</summary>
    public int Axis { get; set; } = -1;

    /// <summary>Keeps the divisor from zero; 0.001 by default (PyTorch and ONNX have 0.00001).</summary>
    public double Epsilon { get; set; } = 1e-3;

    /// <summary>Whether a learned beta is added; true by default.</summary>
    public bool Center { get; set; } = true;

    /// <summary>Whether a learned gamma multiplies; true by default.</summary>
    public bool Scale { get; set; } = true;
}
