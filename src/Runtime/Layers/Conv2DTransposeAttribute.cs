namespace ShapeGen;

/// <summary>
/// The transpose of a convolution over 2 spatial axes, which enlarges them by the strides: (height, width, channels) → (height, width,
/// <paramref name="filters"/>). Weights: kernel (kernel size, filters, channels), bias (filters).
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of the kernel: (height, width), or one number for all axes.</param>
public sealed class Conv2DTransposeAttribute(int filters, params int[] kernelSize) : ConvTransposeAttribute(filters, kernelSize);
