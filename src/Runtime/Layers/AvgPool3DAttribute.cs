namespace ShapeGen;

/// <summary>Keras' short name of <see cref="AveragePooling3DAttribute"/>; the layer is named after the full one.</summary>
/// <param name="poolSize">The window, one number for all axes; needed.</param>
public sealed class AvgPool3DAttribute(params int[] poolSize) : PoolingAttribute(poolSize);
