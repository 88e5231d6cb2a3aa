namespace ShapeGen;

/// <summary>
/// A convolution over 3 spatial axes: (depth, height, width, channels) → (depth, height, width, <paramref name="filters"/>). Weights: kernel (kernel size,
/// channels / groups, filters), bias (filters).
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of the kernel: (depth, height, width), or one number for all axes.</param>
public sealed class Conv3DAttribute(int filters, params int[] kernelSize) : ConvAttribute(filters, kernelSize);
