namespace ShapeGen;

/// <summary>The options of transposed convolutions. Strides of more than 1 exclude dilation.</summary>
public abstract class ConvTransposeAttribute : ConvolutionAttribute
{
    private protected ConvTransposeAttribute(int filters, int[] kernelSize)
        : base(kernelSize) => Filters = filters;

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>
    /// Outputs after the last that an input makes, less than the stride; none by default, where the output is as long as a
    /// convolution of the same options would take.
    /// </summary>
    public int[] OutputPadding { get; set; } = [];
}
