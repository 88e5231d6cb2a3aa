namespace ShapeGen;

/// <summary>What all recurrent layers of vectors have in common: (steps, features) → (units), or (steps, units) with <see cref="ReturnSequences"/>.</summary>
public abstract class RecurrentAttribute : LayerAttribute
{
    private protected RecurrentAttribute(int units) => Units = units;

    /// <summary>Elements of the output of a time step.</summary>
    public int Units { get; }

    /// <summary>The function of new values; tanh by default. Those along a row, such as softmax, are not possible.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Whether a bias is added; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Whether the output of every time step is returned, and not the last alone; false by default.</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>Whether the sequence is read from its end; false by default. With <see cref="ReturnSequences"/> the outputs come in the order in which they are computed, as in Keras.</summary>
    public bool GoBackwards { get; set; }

    /// <summary>
    /// What a time step gives that the mask of an <see cref="EmbeddingAttribute"/> leaves out: zeros, or, by default, the output of the step before
    /// it once more. Within <see cref="BidirectionalAttribute{TBlock}"/> zeros are given with <see cref="ReturnSequences"/>, and only then, whatever is written here.
    /// </summary>
    public bool ZeroOutputForMask { get; set; }

    /// <summary>
    /// Whether a mask ends here. By default it goes on with <see cref="ReturnSequences"/>, to the next recurrent layer for instance, as in all versions
    /// of Keras up to 3.15; from 3.16 on Keras' recurrent layers use a mask and do not hand it on.
    /// </summary>
    public bool StopsMask { get; set; }
}
