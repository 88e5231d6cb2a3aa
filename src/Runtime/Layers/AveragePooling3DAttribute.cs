namespace ShapeGen;

/// <summary>The mean of each channel in windows over (depth, height, width, channels). No parameters.</summary>
/// <param name="poolSize">The window, one number for all axes; needed.</param>
public sealed class AveragePooling3DAttribute(params int[] poolSize) : PoolingAttribute(poolSize);
