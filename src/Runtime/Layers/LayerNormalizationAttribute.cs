namespace ShapeGen;

/// <summary>
/// (x − mean) / √(variance + Epsilon) · gamma + beta with the mean and variance of each sample along one or several axes;
/// the shape stays. Weights: gamma, beta, each of the shape of the axes.
/// </summary>
public sealed class LayerNormalizationAttribute : LayerAttribute
{
    /// <summary>The axes that the mean and variance are of, the batch being axis 0; [-1], the last one, by default.</summary>
    public int[] Axis { get; set; } = [-1];

    /// <summary>Keeps the divisor from zero; 0.001 by default (PyTorch and ONNX have 0.00001).</summary>
    public double Epsilon { get; set; } = 1e-3;

    /// <summary>Whether a learned beta is added; true by default.</summary>
    public bool Center { get; set; } = true;

    /// <summary>Whether a learned gamma multiplies; true by default.</summary>
    public bool Scale { get; set; } = true;
}
