namespace ShapeGen;

/// <summary>What attention layers have in common: the running tensor, or that of <c>From</c>, is the query; value and key are named.</summary>
public abstract class AttentionLayerAttribute : LayerAttribute
{
    private protected AttentionLayerAttribute()
    {
    }

    /// <summary>
    /// The name of the value: an earlier layer, a use of a block or an input of the model. Default: the query itself, which makes it
    /// self-attention.
    /// </summary>
    public string? Value { get; set; }

    /// <summary>The name of the key. Default: the value.</summary>
    public string? Key { get; set; }

    /// <summary>Whether a position attends to itself and those before it alone; false by default.</summary>
    public bool UseCausalMask { get; set; }

    /// <summary>The rate of dropout in training, which has no effect here.</summary>
    public double Dropout { get; set; }
}
