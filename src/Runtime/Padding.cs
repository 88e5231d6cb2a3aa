namespace ShapeGen;

/// <summary>What a window sees beyond the borders of its input.</summary>
public enum Padding
{
    /// <summary>Windows lie inside the input: the output is smaller by what they reach out.</summary>
    Valid = 0,

    /// <summary>
    /// The input is padded to ⌈input / stride⌉ outputs; where the padding is odd, its larger half is at the end, as in Keras and
    /// TensorFlow.
    /// </summary>
    Same = 1,

    /// <summary>All padding comes first, so that no output sees a later input; one spatial axis only.</summary>
    Causal = 2,
}
