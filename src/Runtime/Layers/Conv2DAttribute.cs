namespace ShapeGen;

/// <summary>
/// A convolution over 2 spatial axes: (height, width, channels) → (height, width, <paramref name="filters"/>). Weights: kernel (kernel size,
/// channels / groups, filters), bias (filters).
/// </summary>
/// <param name="filters">Channels of the output; positive.</param>
/// <param name="kernelSize">Taps of the kernel: (height, width), or one number for all axes.</param>
public sealed class Conv2DAttribute(int filters, params int[] kernelSize) : ConvAttribute(filters, kernelSize)
{
    /// <summary>
    /// How it is computed; directly by default. Winograd's algorithm takes kernels of (3, 3) without strides, dilation and groups, at least
    /// 2 by 2 outputs, and <see langword="float"/> or <see langword="double"/>.
    /// </summary>
    public ConvAlgorithm Algorithm { get; set; } = ConvAlgorithm.Direct;
}
