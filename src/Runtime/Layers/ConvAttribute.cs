namespace ShapeGen;

/// <summary>The options of convolutions that mix channels. Strides of more than 1 exclude dilation.</summary>
public abstract class ConvAttribute : ConvolutionAttribute
{
    private protected ConvAttribute(int filters, int[] kernelSize)
        : base(kernelSize) => Filters = filters;

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Equal parts of the channels that are convolved with filters of their own; 1 by default.</summary>
    public int Groups { get; set; } = 1;
}
