namespace ShapeGen;

/// <summary>
/// Takes the input shape and the element type from another model's output, in place of <c>[InputShape]</c>. The other
/// model is not run.
/// </summary>
/// <param name="model">A ShapeGen model of this project or of a referenced one; it may be static.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class InputFromAttribute(Type model) : Attribute
{
    /// <summary>The model whose output this model takes.</summary>
    public Type Model { get; } = model;
}
