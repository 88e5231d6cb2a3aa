namespace ShapeGen;

/// <summary>x · scale + Offset; the shape stays. No parameters.</summary>
/// <param name="scale">The factor: one number, or one for each element of the last axis.</param>
public sealed class RescalingAttribute(params double[] scale) : LayerAttribute
{
    /// <summary>The factor.</summary>
    public IReadOnlyList<double> Scale { get; } = scale;

    /// <summary>What is added: one number, or one for each element of the last axis; 0 by default.</summary>
    public double[] Offset { get; set; } = [0];
}
