namespace ShapeGen;

/// <summary>
/// What the element-wise merging layers have in common: they read the running tensor (or <see cref="LayerAttribute.From"/>)
/// and the outputs that they name. Axes of size 1 are broadcast, and a lower rank gains leading axes, as in Keras.
/// </summary>
public abstract class MergingAttribute : LayerAttribute
{
    private protected MergingAttribute(string[] others) => Others = others;

    /// <summary>The names of the other inputs: earlier layers, uses of blocks or inputs of the model.</summary>
    public IReadOnlyList<string> Others { get; }
}
