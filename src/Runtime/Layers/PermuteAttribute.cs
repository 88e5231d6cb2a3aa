namespace ShapeGen;

/// <summary>Reorders the axes, as Keras' Permute: output axis i is input axis <c>dimensions[i]</c>. No parameters.</summary>
/// <param name="dimensions">A permutation of 1 … rank; the batch axis is not counted.</param>
public sealed class PermuteAttribute(params int[] dimensions) : LayerAttribute
{
    /// <summary>For each output axis the input axis, counted from 1.</summary>
    public IReadOnlyList<int> Dimensions { get; } = dimensions;
}
