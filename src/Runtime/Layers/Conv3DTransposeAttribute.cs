namespace ShapeGen;

/// <summary>
/// The transpose of a convolution over 3 spatial axes, which enlarges them by the strides: (depth, height, width, channels) → (depth, height, width,
/// <paramref name="filters"/>). Weights: kernel (kernel size, filters, channels), bias (filters).
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of the kernel: (depth, height, width), or one number for all axes.</param>
public sealed class Conv3DTransposeAttribute(int filters, params int[] kernelSize) : ConvTransposeAttribute(filters, kernelSize);
