namespace ShapeGen;

/// <summary>
/// Attention as Bahdanau has it: query (T, d), value (S, e) and key (S, d) → (T, e), with the scores Σ scale · tanh(query + key).
/// Weights: scale (d).
/// </summary>
public sealed class AdditiveAttentionAttribute : AttentionLayerAttribute
{
    /// <summary>Whether there is a weight for each feature; true by default.</summary>
    public bool UseScale { get; set; } = true;
}
