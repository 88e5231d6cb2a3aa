namespace ShapeGen;

/// <summary>
/// Attention without projections, as Luong has it: query (T, d), value (S, e) and key (S, d) → (T, e), y = softmax(query · keyᵀ) · value.
/// Weights: scale () with <see cref="UseScale"/>, concat_score_weight () with <see cref="ScoreMode.Concat"/>.
/// </summary>
public sealed class AttentionAttribute : AttentionLayerAttribute
{
    /// <summary>Whether scores are multiplied by a weight; with <see cref="ScoreMode.Concat"/> the sums of query and key are. False by default.</summary>
    public bool UseScale { get; set; }

    /// <summary>How a query and a key are scored; the dot product by default.</summary>
    public ScoreMode ScoreMode { get; set; }
}
