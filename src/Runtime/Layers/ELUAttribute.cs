namespace ShapeGen;

/// <summary>x for x ≥ 0, else Alpha · (e^x − 1); the shape stays. No parameters.</summary>
public sealed class ELUAttribute : LayerAttribute
{
    /// <summary>The factor below zero; 1 by default.</summary>
    public double Alpha { get; set; } = 1;
}
