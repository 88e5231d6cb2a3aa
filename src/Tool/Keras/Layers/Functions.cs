using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>Activation functions as layers.</summary>
internal sealed class Functions : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = ["Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax"];

    public override void Read(LayerConfig config, Node node)
    {
        switch (node.Kind)
        {
            case "Activation":
                node.Arguments.Add(config.ReadActivation());
                break;
            case "ReLU":
                node.Set("MaxValue", config.Real("max_value", double.PositiveInfinity), double.PositiveInfinity);
                node.Set("NegativeSlope", config.Real("negative_slope", 0), 0);
                node.Set("Threshold", config.Real("threshold", 0), 0);
                break;
            case "LeakyReLU":
                node.Set("NegativeSlope", config.Real("negative_slope", config.Real("alpha", 0.3)), 0.3);
                break;
            case "PReLU":
                node.Set("SharedAxes", config.Integers("shared_axes") ?? [], Array.Empty<int>());
                break;
            case "ELU":
                node.Set("Alpha", config.Real("alpha", 1), 1);
                break;
            default:
                node.Set("Axis", config.Integers("axis") ?? [-1], [-1]);
                break;
        }
    }
}

/// <summary>Layers of several inputs.</summary>
internal sealed class Merging : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"];

    public override void Read(LayerConfig config, Node node)
    {
        if (node.Kind == "Concatenate")
        {
            node.Set("Axis", config.Integer("axis", -1), -1);
        }
        else if (node.Kind == "Dot")
        {
            node.Set("Axes", KerasOptions.Once(config.Integers("axes") ?? [-1]), [-1]);
            node.Set("Normalize", config.Flag("normalize", false), false);
        }
    }
}
