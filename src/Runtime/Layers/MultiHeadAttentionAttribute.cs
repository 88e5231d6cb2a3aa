namespace ShapeGen;

/// <summary>
/// Attention in several heads: query (…, d) and value (…, e) → (…, d). Each head projects query, key and value, and takes
/// softmax(q · kᵀ / √keyDim) · v; a last projection joins the heads. Weights: query/kernel (d, heads, keyDim), query/bias (heads, keyDim), key and
/// value likewise, attention_output/kernel (heads, valueDim, d), attention_output/bias (d).
/// </summary>
/// <param name="numHeads">The number of heads; positive.</param>
/// <param name="keyDim">The size of a query and a key in each head; positive.</param>
public sealed class MultiHeadAttentionAttribute(int numHeads, int keyDim) : AttentionLayerAttribute
{
    /// <summary>The number of heads.</summary>
    public int NumHeads { get; } = numHeads;

    /// <summary>The size of a query and a key in each head.</summary>
    public int KeyDim { get; } = keyDim;

    /// <summary>The size of a value in each head; 0, the default, is that of a key.</summary>
    public int ValueDim { get; set; }

    /// <summary>Whether the projections add a bias; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>What comes out in place of the query's last axis; none, the default, keeps its size.</summary>
    public int[] OutputShape { get; set; } = [];

    /// <summary>
    /// The axes that positions are counted along, from 1 as in Keras, where 0 is the batch, or from the end; none, the default, takes all
    /// but the last. They must come last before the features.
    /// </summary>
    public int[] AttentionAxes { get; set; } = [];
}
