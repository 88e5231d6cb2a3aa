namespace ShapeGen;

/// <summary>The running tensor and others one after the other along an axis; all other axes must agree.</summary>
/// <param name="others">The names of the other inputs: earlier layers, uses of blocks or inputs of the model.</param>
public sealed class ConcatenateAttribute(params string[] others) : LayerAttribute
{
    /// <summary>The names of the other inputs.</summary>
    public IReadOnlyList<string> Others { get; } = others;

    /// <summary>The axis, counted from 1 as in Keras, where 0 is the batch, or from the end: −1, the default, is the last.</summary>
    public int Axis { get; set; } = -1;
}
