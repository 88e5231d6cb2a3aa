namespace ShapeGen;

/// <summary>x for x ≥ 0, else alpha · x with a learned alpha; the shape stays. Weight: alpha, of the input's shape with 1 in the shared axes.</summary>
public sealed class PReLUAttribute : LayerAttribute
{
    /// <summary>The axes along which one alpha is shared, counted from 1 because the batch is axis 0; none by default.</summary>
    public int[] SharedAxes { get; set; } = [];
}
