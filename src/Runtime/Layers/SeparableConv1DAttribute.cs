namespace ShapeGen;

/// <summary>
/// A depthwise convolution over 1 spatial axis and a 1x1 convolution of its channels: (steps, channels) → (steps,
/// <paramref name="filters"/>). Weights: depthwise_kernel (kernel size, channels, depth multiplier), pointwise_kernel (1 for each
/// axis, channels · depth multiplier, filters), bias (filters).
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of the kernel: (steps), or one number for all axes.</param>
public sealed class SeparableConv1DAttribute(int filters, params int[] kernelSize) : SeparableConvAttribute(filters, kernelSize);
