namespace ShapeGen;

/// <summary>The identity at inference; in training it adds a penalty to the loss. No parameters.</summary>
public sealed class ActivityRegularizationAttribute : LayerAttribute
{
    /// <summary>The factor of the sum of |x|; 0 by default.</summary>
    public double L1 { get; set; }

    /// <summary>The factor of the sum of x²; 0 by default.</summary>
    public double L2 { get; set; }
}
