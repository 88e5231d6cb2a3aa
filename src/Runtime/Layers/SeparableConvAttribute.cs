namespace ShapeGen;

/// <summary>The options of separable convolutions.</summary>
public abstract class SeparableConvAttribute : ConvolutionAttribute
{
    private protected SeparableConvAttribute(int filters, int[] kernelSize)
        : base(kernelSize) => Filters = filters;

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Outputs of each channel before the 1x1 convolution; 1 by default.</summary>
    public int DepthMultiplier { get; set; } = 1;
}
