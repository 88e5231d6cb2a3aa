using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>Convolutions: plain, depthwise, separable and transposed.</summary>
internal sealed class Convolutions : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } =
    [
        "Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose",
        "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D",
    ];

    public override void Read(LayerConfig config, Node node)
    {
        if (!node.Kind.StartsWith("Depthwise", StringComparison.Ordinal))
        {
            node.Arguments.Add(config.Required("filters"));
        }
        else if (config.Integers("filters") is not null)
        {
            throw new ToolException("a depthwise convolution has no filters");
        }

        node.Arguments.AddRange(KerasOptions.Once(config.Integers("kernel_size") ?? throw new ToolException("its option kernel_size is missing")).Cast<object>());
        node.SetPerAxis(config, "strides", "Strides", 1);
        node.SetPadding(config);
        node.SetPerAxis(config, "output_padding", "OutputPadding", -1);
        node.SetPerAxis(config, "dilation_rate", "DilationRate", 1);
        node.Set("Groups", config.Integer("groups", 1), 1);
        node.Set("DepthMultiplier", config.Integer("depth_multiplier", 1), 1);
        node.SetDataFormat(config);
        node.Set("UseBias", config.Flag("use_bias", true), true);
        node.SetActivation(config);
    }
}
