using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>Normalisation with learned factors.</summary>
internal sealed class Normalizations : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } =
        ["BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization", "UnitNormalization"];

    public override void Read(LayerConfig config, Node node)
    {
        int[] axis = config.Axes("axis") ?? [-1];
        switch (node.Kind)
        {
            case "BatchNormalization" or "GroupNormalization" when axis.Length != 1:
                throw new ToolException("it works along several axes");
            case "BatchNormalization":
                node.Set("Axis", axis[0], -1);
                Affine(1e-3);
                break;
            case "GroupNormalization":
                node.Set("Groups", config.Integer("groups", 32), 32);
                node.Set("Axis", axis[0], -1);
                Affine(1e-3);
                break;
            case "LayerNormalization":
                node.Set("Axis", axis, [-1]);
                Affine(1e-3);
                break;
            case "RMSNormalization":
                node.Set("Axis", axis, [-1]);
                node.Set("Epsilon", config.Real("epsilon", 1e-6), 1e-6);
                break;
            default:
                node.Set("Axis", axis, [-1]);
                break;
        }

        void Affine(double epsilon)
        {
            node.Set("Epsilon", config.Real("epsilon", epsilon), epsilon);
            node.Set("Center", config.Flag("center", true), true);
            node.Set("Scale", config.Flag("scale", true), true);
        }
    }
}

/// <summary>Layers that bring the data into the range of the training data.</summary>
internal sealed class DataRanges : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = ["Normalization", "Rescaling"];

    public override bool HasWeights => false;

    public override void Read(LayerConfig config, Node node)
    {
        if (node.Kind == "Rescaling")
        {
            node.Arguments.AddRange((config.Reals("scale") ?? throw new ToolException("its option scale is missing")).Cast<object>());
            node.Set("Offset", config.Reals("offset") ?? [0], [0.0]);
            return;
        }

        node.Set("Axis", config.Integers("axis") ?? [], [-1]);
        node.Set("Mean", config.Reals("mean") ?? [], Array.Empty<double>());
        node.Set("Variance", config.Reals("variance") ?? [], Array.Empty<double>());
        node.Set("Invert", config.Flag("invert", false), false);
        if (config.Reals("mean") is null)
        {
            throw new ToolException("its mean and variance were learnt with adapt(); save the model with Normalization(mean=layer.mean, variance=layer.variance)");
        }
    }
}
