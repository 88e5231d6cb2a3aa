namespace ShapeGen;

/// <summary>Enlarges (steps, features) by whole factors. No parameters.</summary>
/// <param name="size">How many times each step is repeated; 2 where none is given.</param>
public sealed class UpSampling1DAttribute(params int[] size) : LayerAttribute
{
    /// <summary>The factors.</summary>
    public IReadOnlyList<int> Size { get; } = size;
}
