namespace ShapeGen;

/// <summary>What both forms of <c>[Embedding]</c> have in common.</summary>
public abstract class EmbeddingLayerAttribute : LayerAttribute
{
    private protected EmbeddingLayerAttribute(int inputDim, int outputDim)
    {
        InputDim = inputDim;
        OutputDim = outputDim;
    }

    /// <summary>The size of the vocabulary: integers from 0 to one less.</summary>
    public int InputDim { get; }

    /// <summary>The length of a vector.</summary>
    public int OutputDim { get; }

    /// <summary>
    /// Whether 0 is padding, which the layers after it that take a mask leave out, as far as the layers between them pass a mask on;
    /// false by default.
    /// </summary>
    public bool MaskZero { get; set; }
}
