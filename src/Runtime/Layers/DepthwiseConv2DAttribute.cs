namespace ShapeGen;

/// <summary>
/// A convolution of each channel with kernels of its own over 2 spatial axes: (height, width, channels) → (height, width, channels · depth
/// multiplier). Weights: kernel (kernel size, channels, depth multiplier), bias (channels · depth multiplier).
/// </summary>
/// <param name="kernelSize">Taps of the kernel: (height, width), or one number for all axes.</param>
public sealed class DepthwiseConv2DAttribute(params int[] kernelSize) : DepthwiseConvAttribute(kernelSize);
