using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>Pooling in windows.</summary>
internal sealed class Pooling : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } =
        ["MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "AveragePooling1D", "AveragePooling2D", "AveragePooling3D"];

    public override void Read(LayerConfig config, Node node)
    {
        int[] size = KerasOptions.Once(config.Integers("pool_size") ?? [2]);
        // Maximum pooling of two by two is what is meant where nothing is said.
        if (!node.Kind.StartsWith("Max", StringComparison.Ordinal) || !size.SequenceEqual([2]))
        {
            node.Arguments.AddRange(size.Cast<object>());
        }

        node.Set("Strides", KerasOptions.Once(config.Integers("strides") ?? size), size);
        node.SetPadding(config);
        node.SetDataFormat(config);
    }
}

/// <summary>Pooling over all positions.</summary>
internal sealed class GlobalPooling : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } =
    [
        "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D",
        "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D",
    ];

    public override void Read(LayerConfig config, Node node)
    {
        node.SetDataFormat(config);
        node.Set("KeepDims", config.Flag("keepdims", false), false);
    }
}
