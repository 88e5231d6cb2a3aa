namespace ShapeGen;

/// <summary>The shape of one input sample, the batch axis left out, and the type of its elements.</summary>
/// <typeparam name="T">
/// <see cref="float"/>, <see cref="double"/> or <see cref="Half"/>. Half models store inputs, weights and outputs as Half,
/// compute in float and round once at the output. <see cref="int"/> is for what an <see cref="EmbeddingAttribute"/> reads.
/// </typeparam>
/// <param name="dimensions">
/// For example (height, width, channels). All must be positive; none at all is a scalar sample.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class InputShapeAttribute<T>(params int[] dimensions) : Attribute
{
    /// <summary>The dimensions without the batch axis.</summary>
    public IReadOnlyList<int> Dimensions { get; } = dimensions;

    /// <summary>
    /// What a model with several inputs calls this one: <c>From</c> names it, and so do the parameters of <c>Forward</c>.
    /// Default: <c>input</c>.
    /// </summary>
    public string? Name { get; set; }
}
