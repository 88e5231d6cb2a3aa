using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>The fully connected layer.</summary>
internal sealed class Dense : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = ["Dense"];

    public override void Read(LayerConfig config, Node node)
    {
        node.Arguments.Add(config.Required("units"));
        node.Set("UseBias", config.Flag("use_bias", true), true);
        node.SetActivation(config);
    }
}

/// <summary>Layers that only move or repeat values.</summary>
internal sealed class Movement : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = ["Flatten", "Reshape", "Permute", "RepeatVector"];

    public override void Read(LayerConfig config, Node node)
    {
        switch (node.Kind)
        {
            case "Flatten":
                node.SetDataFormat(config);
                break;
            case "Reshape":
                node.Arguments.AddRange((config.Integers("target_shape") ?? throw new ToolException("its option target_shape is missing")).Cast<object>());
                break;
            case "Permute":
                node.Arguments.AddRange((config.Integers("dims") ?? throw new ToolException("its option dims is missing")).Cast<object>());
                break;
            default:
                node.Arguments.Add(config.Required("n"));
                break;
        }
    }
}

/// <summary>Borders, and enlarging.</summary>
internal sealed class Borders : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } =
    [
        "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D", "Cropping1D", "Cropping2D", "Cropping3D", "UpSampling1D", "UpSampling2D", "UpSampling3D",
    ];

    public override void Read(LayerConfig config, Node node)
    {
        string option = node.Kind[0] switch { 'Z' => "padding", 'C' => "cropping", _ => "size" };
        int[] values = config.Integers(option) ?? throw new ToolException($"its option {option} is missing");
        node.Arguments.AddRange(KerasOptions.Once(values).Cast<object>());
        node.SetDataFormat(config);
        string interpolation = config.Text("interpolation", "nearest");
        node.Set("Interpolation", interpolation switch
        {
            "nearest" => Interpolation.Nearest,
            "bilinear" => Interpolation.Bilinear,
            _ => throw new ToolException($"its interpolation is {interpolation}; nearest and bilinear are there"),
        }, Interpolation.Nearest);
    }
}

/// <summary>Layers that do nothing once a model is trained.</summary>
internal sealed class Idle : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } =
    [
        "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianDropout", "GaussianNoise", "AlphaDropout", "ActivityRegularization",
    ];

    /// <summary>The seeds of random numbers.</summary>
    public override bool HasWeights => false;

    public override void Read(LayerConfig config, Node node)
    {
        switch (node.Kind)
        {
            case "ActivityRegularization":
                node.Set("L1", config.Real("l1", 0), 0);
                node.Set("L2", config.Real("l2", 0), 0);
                break;
            case "GaussianNoise":
                node.Arguments.Add(config.Real("stddev", 1));
                break;
            default:
                node.Arguments.Add(config.Real("rate", 0.5));
                break;
        }
    }
}
