using System.ComponentModel;

namespace ShapeGen.CompilerServices;

/// <summary>Written on every generated model, so that <c>[InputFrom]</c> in other assemblies finds its shapes.</summary>
/// <param name="inputShape">The input shape without the batch axis.</param>
/// <param name="outputShape">The output shape without the batch axis.</param>
/// <param name="elementType"><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelSignatureAttribute(int[] inputShape, int[] outputShape, Type elementType) : Attribute
{
    /// <summary>The input shape without the batch axis.</summary>
    public IReadOnlyList<int> InputShape { get; } = inputShape;

    /// <summary>The output shape without the batch axis.</summary>
    public IReadOnlyList<int> OutputShape { get; } = outputShape;

    /// <summary>The type of the elements of input, output and weights.</summary>
    public Type ElementType { get; } = elementType;
}
