using System.ComponentModel;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Written once for each input and output on a generated model that has several of either, in the order of <c>Forward</c>'s parameters, so that other
/// assemblies find their shapes. A model with one of each has a <see cref="ModelSignatureAttribute"/> instead.
/// </summary>
/// <param name="parameter">The parameter of <c>Forward</c>.</param>
/// <param name="isOutput">Whether the model writes it.</param>
/// <param name="shape">The shape without the batch axis.</param>
/// <param name="elementType">The type of its elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BufferSignatureAttribute(string parameter, bool isOutput, int[] shape, Type elementType) : Attribute
{
    /// <summary>The parameter of <c>Forward</c>.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>Whether the model writes it.</summary>
    public bool IsOutput { get; } = isOutput;

    /// <summary>The shape without the batch axis.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>The type of its elements.</summary>
    public Type ElementType { get; } = elementType;
}
