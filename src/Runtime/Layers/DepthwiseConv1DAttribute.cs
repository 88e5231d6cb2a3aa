namespace ShapeGen;

/// <summary>
/// A convolution of each channel with kernels of its own over 1 spatial axis: (steps, channels) → (steps, channels · depth
/// multiplier). Weights: kernel (kernel size, channels, depth multiplier), bias (channels · depth multiplier).
/// </summary>
/// <param name="kernelSize">Taps of the kernel: (steps), or one number for all axes.</param>
public sealed class DepthwiseConv1DAttribute(params int[] kernelSize) : DepthwiseConvAttribute(kernelSize);
