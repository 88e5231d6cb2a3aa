namespace ShapeGen;

/// <summary>What all convolution layers have in common. Options per axis take one number for all axes, or one for each.</summary>
public abstract class ConvolutionAttribute : LayerAttribute
{
    private protected ConvolutionAttribute(int[] kernelSize) => KernelSize = kernelSize;

    /// <summary>Taps of the kernel along each spatial axis.</summary>
    public IReadOnlyList<int> KernelSize { get; }

    /// <summary>Inputs from one window to the next, or outputs of a transposed convolution; 1 by default.</summary>
    public int[] Strides { get; set; } = [1];

    /// <summary>What windows see after the borders; valid by default.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Inputs from one tap of the kernel to the next; 1 by default.</summary>
    public int[] DilationRate { get; set; } = [1];

    /// <summary>Where the channels stand in input and output; channels last by default. The kernel's order is the same for both.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;

    /// <summary>Whether a bias is added; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Applied to each output; linear by default.</summary>
    public Activation Activation { get; set; } = Activation.Linear;
}
