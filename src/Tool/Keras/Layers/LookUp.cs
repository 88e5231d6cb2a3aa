using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>A table of vectors, one for each integer.</summary>
internal sealed class LookUp : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = ["Embedding"];

    public override void Read(LayerConfig config, Node node)
    {
        node.Arguments.Add(config.Required("input_dim"));
        node.Arguments.Add(config.Required("output_dim"));
        node.Set("MaskZero", config.Flag("mask_zero", false), false);
    }
}
