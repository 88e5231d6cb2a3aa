namespace ShapeGen;

/// <summary>
/// A depthwise convolution over 2 spatial axes and a 1x1 convolution of its channels: (height, width, channels) → (height, width,
/// <paramref name="filters"/>). Weights: depthwise_kernel (kernel size, channels, depth multiplier), pointwise_kernel (1 for each
/// axis, channels · depth multiplier, filters), bias (filters).
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of the kernel: (height, width), or one number for all axes.</param>
public sealed class SeparableConv2DAttribute(int filters, params int[] kernelSize) : SeparableConvAttribute(filters, kernelSize);
