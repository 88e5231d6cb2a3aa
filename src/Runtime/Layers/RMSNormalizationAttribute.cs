namespace ShapeGen;

/// <summary>x / √(mean of x² + Epsilon) · scale along one or several of the last axes; the shape stays. Weight: scale, of the shape of the axes.</summary>
public sealed class RMSNormalizationAttribute : LayerAttribute
{
    /// <summary>The axes that the mean is of, the batch being axis 0: the last ones; [-1] by default.</summary>
    public int[] Axis { get; set; } = [-1];

    /// <summary>Keeps the divisor from zero; 0.000001 by default.</summary>
    public double Epsilon { get; set; } = 1e-6;
}
