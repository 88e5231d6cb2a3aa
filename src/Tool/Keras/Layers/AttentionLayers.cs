using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>Attention, with and without projections. What is attended to are inputs here, named by options.</summary>
internal sealed class AttentionLayers : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = ["MultiHeadAttention", "Attention", "AdditiveAttention"];

    public override IReadOnlyList<string> Groups { get; } = ["vars", "query_dense/vars", "key_dense/vars", "value_dense/vars", "output_dense/vars"];

    public override IReadOnlyList<string> CallNames { get; } = ["query", "value", "key"];

    public override void Read(LayerConfig config, Node node)
    {
        node.NamedInputs = ["Value", "Key"];
        config.Real("dropout", 0);
        switch (node.Kind)
        {
            case "MultiHeadAttention":
                ReadHeads(config, node);
                break;
            case "Attention":
                node.Set("UseScale", config.Flag("use_scale", false), false);
                node.Set(nameof(ScoreMode), config.Text("score_mode", "dot") switch
                {
                    "dot" => ScoreMode.Dot,
                    "concat" => ScoreMode.Concat,
                    string other => throw new ToolException($"its score_mode is {other}"),
                }, ScoreMode.Dot);
                break;
            default:
                node.Set("UseScale", config.Flag("use_scale", true), true);
                break;
        }
    }

    private static void ReadHeads(LayerConfig config, Node node)
    {
        int keyDim = config.Required("key_dim");
        node.Arguments.Add(config.Required("num_heads"));
        node.Arguments.Add(keyDim);
        node.Set("ValueDim", config.Integer("value_dim", keyDim), keyDim);
        node.Set("UseBias", config.Flag("use_bias", true), true);
        node.Set("OutputShape", config.Integers("output_shape") ?? [], Array.Empty<int>());
        // Keras writes down the axes that it has chosen itself: all between the batch and the features.
        int[] axes = config.Integers("attention_axes") ?? [];
        node.Set("AttentionAxes", axes.SequenceEqual(Enumerable.Range(1, (config.InputRank ?? 2) - 1)) ? [] : axes, Array.Empty<int>());
    }

    public override bool ReadCall(string name, Node node)
    {
        if (name == "use_causal_mask")
        {
            node.Set("UseCausalMask", true, false);
            return true;
        }

        return false;
    }
}
