namespace ShapeGen;

/// <summary>
/// Long short-term memory whose products are convolutions over 2 spatial axes: (time, height, width, channels) → (height, width, <paramref
/// name="filters"/>), or one for each time step. Weights: kernel (kernel size, channels, 4 · filters), recurrent_kernel (kernel size,
/// filters, 4 · filters), bias (4 · filters), whose gates are i, f, c and o.
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of both kernels: (height, width), or one number for all axes.</param>
public sealed class ConvLSTM2DAttribute(int filters, params int[] kernelSize) : ConvRecurrentAttribute(filters, kernelSize);
