namespace ShapeGen;

/// <summary>e^x divided by the sum of e^x along one or several axes; the shape stays. No parameters.</summary>
public sealed class SoftmaxAttribute : LayerAttribute
{
    /// <summary>The axes that are summed over, the batch being axis 0; [-1], the last one, by default.</summary>
    public int[] Axis { get; set; } = [-1];
}
