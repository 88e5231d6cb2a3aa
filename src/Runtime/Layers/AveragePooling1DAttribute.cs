namespace ShapeGen;

/// <summary>The mean of each channel in windows over (steps, features). No parameters.</summary>
/// <param name="poolSize">The window, one number for all axes; needed.</param>
public sealed class AveragePooling1DAttribute(params int[] poolSize) : PoolingAttribute(poolSize);
