namespace ShapeGen;

/// <summary>
/// An <see cref="EmbeddingAttribute"/> that also says which type a model computes with whose inputs are all integers. Without it that
/// is <see cref="float"/>; with an input of floating-point numbers the model has that input's type.
/// </summary>
/// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>, as of <see cref="InputShapeAttribute{T}"/>.</typeparam>
/// <param name="inputDim">The size of the vocabulary: integers from 0 to inputDim − 1; positive.</param>
/// <param name="outputDim">The length of a vector; positive.</param>
public sealed class EmbeddingAttribute<T>(int inputDim, int outputDim) : EmbeddingLayerAttribute(inputDim, outputDim);
