namespace ShapeGen;

/// <summary>
/// The transpose of a convolution over 1 spatial axis, which enlarges them by the strides: (steps, channels) → (steps,
/// <paramref name="filters"/>). Weights: kernel (kernel size, filters, channels), bias (filters).
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of the kernel: (steps), or one number for all axes.</param>
public sealed class Conv1DTransposeAttribute(int filters, params int[] kernelSize) : ConvTransposeAttribute(filters, kernelSize);
