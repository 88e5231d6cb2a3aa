namespace ShapeGen;

/// <summary>x / √(sum of x²) along one or several axes, so that the result has length 1; the shape stays. No parameters.</summary>
public sealed class UnitNormalizationAttribute : LayerAttribute
{
    /// <summary>The axes that the sum runs over, the batch being axis 0; [-1], the last one, by default.</summary>
    public int[] Axis { get; set; } = [-1];
}
