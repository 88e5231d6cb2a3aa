namespace ShapeGen;

/// <summary>
/// Makes a layer's output an output of the model. Several stand in the order of <c>Forward</c>'s parameters; without any, the
/// last layer is the output.
/// </summary>
/// <param name="layer">The name of a layer or of a use of a block.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class OutputAttribute(string layer) : Attribute
{
    /// <summary>The name of a layer or of a use of a block.</summary>
    public string Layer { get; } = layer;
}
