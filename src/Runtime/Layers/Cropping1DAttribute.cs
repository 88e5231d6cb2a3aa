namespace ShapeGen;

/// <summary>Cuts the edges of (steps, features) away. No parameters.</summary>
/// <param name="cropping">How much: one number stands for both ends, two for the start and the end; 1 where none is given.</param>
public sealed class Cropping1DAttribute(params int[] cropping) : LayerAttribute
{
    /// <summary>How much is cut away.</summary>
    public IReadOnlyList<int> Cropping { get; } = cropping;
}
