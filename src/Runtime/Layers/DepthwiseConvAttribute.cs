namespace ShapeGen;

/// <summary>The options of depthwise convolutions.</summary>
public abstract class DepthwiseConvAttribute : ConvolutionAttribute
{
    private protected DepthwiseConvAttribute(int[] kernelSize)
        : base(kernelSize)
    {
    }

    /// <summary>Outputs of each channel; 1 by default.</summary>
    public int DepthMultiplier { get; set; } = 1;
}
