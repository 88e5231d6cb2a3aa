using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Layers;

/// <summary>Cells that go through time, over features and over images. Keras 3 stores their weights with the cell.</summary>
internal sealed class Recurrent : KerasLayer
{
    public override IReadOnlyList<string> Classes { get; } = ["SimpleRNN", "LSTM", "GRU", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"];

    public override IReadOnlyList<string> Groups { get; } = ["cell/vars"];

    public override void Read(LayerConfig config, Node node)
    {
        if (node.Kind.StartsWith("Conv", StringComparison.Ordinal))
        {
            node.Arguments.Add(config.Required("filters"));
            node.Arguments.AddRange(KerasOptions.Once(config.Integers("kernel_size") ?? throw new ToolException("its option kernel_size is missing")).Cast<object>());
            node.SetPerAxis(config, "strides", "Strides", 1);
            node.SetPadding(config);
            node.SetPerAxis(config, "dilation_rate", "DilationRate", 1);
            node.SetDataFormat(config);
        }
        else
        {
            node.Arguments.Add(config.Required("units"));
        }

        node.Set("Activation", config.ReadActivation(), Activation.Tanh);
        if (node.Kind != "SimpleRNN")
        {
            node.Set("RecurrentActivation", config.ReadActivation("recurrent_activation"), Activation.Sigmoid);
        }

        if (node.Kind == "GRU")
        {
            node.Set("ResetAfter", config.Flag("reset_after", true), true);
        }

        node.Set("UseBias", config.Flag("use_bias", true), true);
        node.Set("ReturnSequences", config.Flag("return_sequences", false), false);
        node.Set("GoBackwards", config.Flag("go_backwards", false), false);

        if (!node.Kind.StartsWith("Conv", StringComparison.Ordinal))
        {
            node.Set("ZeroOutputForMask", config.Flag("zero_output_for_mask", false), false);
        }

        // What only training knows.
        config.Flag("unit_forget_bias", true);
        config.Real("dropout", 0);
        config.Real("recurrent_dropout", 0);
        if (config.Flag("return_state", false))
        {
            throw new ToolException("it returns its state too, which a model here keeps for itself");
        }

        if (config.Flag("stateful", false))
        {
            throw new ToolException("it keeps its state from call to call: save it with stateful=False, and step the model with NewState and Step");
        }
    }
}
