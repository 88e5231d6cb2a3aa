namespace ShapeGen;

/// <summary>
/// A table of vectors: integers (…) → (…, <paramref name="outputDim"/>), y[i] = embeddings[x[i]]. Reads an input that is declared
/// with <c>[InputShape&lt;int&gt;(…)]</c>. Weights: embeddings (inputDim, outputDim).
/// </summary>
/// <remarks>
/// Every integer is checked before a model runs: one below 0 or not below <paramref name="inputDim"/> is an
/// <see cref="ArgumentOutOfRangeException"/>, and nothing is written.
/// </remarks>
/// <param name="inputDim">The size of the vocabulary: integers from 0 to inputDim − 1; positive.</param>
/// <param name="outputDim">The length of a vector; positive.</param>
public sealed class EmbeddingAttribute(int inputDim, int outputDim) : EmbeddingLayerAttribute(inputDim, outputDim);
