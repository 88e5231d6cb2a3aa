namespace ShapeGen;

/// <summary>The largest of each channel in windows over (height, width, channels). No parameters.</summary>
/// <param name="poolSize">The window, one number for all axes; 2 where none is given.</param>
public sealed class MaxPooling2DAttribute(params int[] poolSize) : PoolingAttribute(poolSize);
