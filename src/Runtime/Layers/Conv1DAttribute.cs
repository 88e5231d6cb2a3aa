namespace ShapeGen;

/// <summary>
/// A convolution over 1 spatial axis: (steps, channels) → (steps, <paramref name="filters"/>). Weights: kernel (kernel size,
/// channels / groups, filters), bias (filters).
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of the kernel: (steps), or one number for all axes.</param>
public sealed class Conv1DAttribute(int filters, params int[] kernelSize) : ConvAttribute(filters, kernelSize);
