namespace ShapeGen;

/// <summary>What the recurrent layers whose products are convolutions have in common. Strides, padding and dilation are those of the input's convolution; that of the state keeps its grid.</summary>
public abstract class ConvRecurrentAttribute : LayerAttribute
{
    private protected ConvRecurrentAttribute(int filters, int[] kernelSize)
    {
        Filters = filters;
        KernelSize = kernelSize;
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Taps of both kernels along each spatial axis.</summary>
    public IReadOnlyList<int> KernelSize { get; }

    /// <summary>Inputs from one window to the next; 1 by default.</summary>
    public int[] Strides { get; set; } = [1];

    /// <summary>What windows see after the borders; valid by default.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Inputs from one tap of the kernel to the next; 1 by default. More than 1 excludes strides.</summary>
    public int[] DilationRate { get; set; } = [1];

    /// <summary>Where the channels stand in the frames of input and output; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;

    /// <summary>Whether a bias is added; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>The function of new values; tanh by default.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>The function of the gates; sigmoid by default.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;

    /// <summary>Whether training starts with a bias of 1 in the forget gate; true by default. Of no effect on a trained model.</summary>
    public bool UnitForgetBias { get; set; } = true;

    /// <summary>Whether the output of every time step is returned, and not the last alone; false by default.</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>Whether the sequence is read from its end; false by default.</summary>
    public bool GoBackwards { get; set; }
}
