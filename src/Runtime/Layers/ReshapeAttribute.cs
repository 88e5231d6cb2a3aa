namespace ShapeGen;

/// <summary>The same values in another shape; nothing is copied. No parameters.</summary>
/// <param name="targetShape">
/// The new shape without the batch axis; one dimension may be −1 and is worked out from the others.
/// </param>
public sealed class ReshapeAttribute(params int[] targetShape) : LayerAttribute
{
    /// <summary>The new shape without the batch axis.</summary>
    public IReadOnlyList<int> TargetShape { get; } = targetShape;
}
