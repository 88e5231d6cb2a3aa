namespace ShapeGen;

/// <summary>Keras' short name of <see cref="MaxPooling3DAttribute"/>; the layer is named after the full one.</summary>
/// <param name="poolSize">The window, one number for all axes; 2 where none is given.</param>
public sealed class MaxPool3DAttribute(params int[] poolSize) : PoolingAttribute(poolSize);
