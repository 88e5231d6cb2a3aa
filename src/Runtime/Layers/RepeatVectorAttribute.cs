namespace ShapeGen;

/// <summary>Repeats a vector: (features) → (<paramref name="n"/>, features). No parameters.</summary>
/// <param name="n">How many times; positive.</param>
public sealed class RepeatVectorAttribute(int n) : LayerAttribute
{
    /// <summary>How many times the vector is repeated.</summary>
    public int N { get; } = n;
}
