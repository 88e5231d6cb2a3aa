namespace ShapeGen;

/// <summary>
/// Products of the running tensor with another one, summed along an axis of each: the axes that are left of the first come
/// before those of the second. Where none is left, the output is (1).
/// </summary>
/// <param name="other">The name of the other input: an earlier layer, a use of a block or an input of the model.</param>
public sealed class DotAttribute(string other) : LayerAttribute
{
    /// <summary>The name of the other input.</summary>
    public string Other { get; } = other;

    /// <summary>
    /// The axis of each input, one number for both; counted from 1 as in Keras, where 0 is the batch, or from the end: −1, the
    /// default, is the last.
    /// </summary>
    public int[] Axes { get; set; } = [-1];

    /// <summary>Divides both inputs by their length along the axis first, so that the output is the cosine of the angle between them.</summary>
    public bool Normalize { get; set; }
}
