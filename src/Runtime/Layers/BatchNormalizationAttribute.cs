namespace ShapeGen;

/// <summary>
/// (x − moving_mean) / √(moving_variance + Epsilon) · gamma + beta for each channel, as at inference; the shape stays.
/// Weights: gamma, beta, moving_mean, moving_variance, each (channels).
/// </summary>
public sealed class BatchNormalizationAttribute : LayerAttribute
{
    /// <summary>The axis of the channels, the batch being axis 0; -1, the last one, by default.</summary>
    public int Axis { get; set; } = -1;

    /// <summary>Belongs to training: how slowly the moving mean and variance move; 0.99 by default.</summary>
    public double Momentum { get; set; } = 0.99;

    /// <summary>Keeps the divisor from zero; 0.001 by default (PyTorch and ONNX have 0.00001).</summary>
    public double Epsilon { get; set; } = 1e-3;

    /// <summary>Whether a learned beta is added; true by default.</summary>
    public bool Center { get; set; } = true;

    /// <summary>Whether a learned gamma multiplies; true by default.</summary>
    public bool Scale { get; set; } = true;
}
