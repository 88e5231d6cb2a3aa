namespace ShapeGen;

/// <summary>
/// Uses a block's layers in line. Weights are <c>&lt;use&gt;/&lt;layer&gt;/kernel</c>, where the use is called by its
/// <see cref="LayerAttribute.Name"/> or, without one, by the block's name in snake case (<c>basic</c>, <c>basic_1</c>).
/// </summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>, of this project or a referenced one.</typeparam>
public sealed class ApplyAttribute<TBlock> : BlockUseAttribute
{
    /// <summary>The name of an earlier use of the same block whose weights this one takes, as both towers of a siamese network do.</summary>
    public string? SharesWeights { get; set; }
}
