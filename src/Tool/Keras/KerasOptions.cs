using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras;

/// <summary>Options that many layers have, from Keras' spelling into the attributes'.</summary>
internal static class KerasOptions
{
    /// <summary>Keras' other names of activation functions.</summary>
    private static readonly Dictionary<string, Activation> Aliases = new(StringComparer.Ordinal)
    {
        ["swish"] = Activation.Silu,
        ["hard_swish"] = Activation.HardSilu,
        ["HardSwish"] = Activation.HardSilu,
    };

    public static Activation ReadActivation(this LayerConfig config, string name = "activation")
    {
        if (config.Object(name) is not var (kind, inner))
        {
            return Activation.Linear;
        }

        if (inner is not null && inner.Unread().FirstOrDefault() is not null && kind is not ("ReLU" or "Softmax"))
        {
            throw new ToolException($"its {name} is a {kind} with options of its own: write it as a layer");
        }

        return Aliases.TryGetValue(kind, out Activation alias) ? alias
            : Enum.GetValues<Activation>().Cast<Activation?>().FirstOrDefault(value => SnakeCase.Of(value.ToString()!) == SnakeCase.Of(kind))
            ?? throw new ToolException($"its {name} {kind} is not one of ShapeGen's functions");
    }

    public static void SetActivation(this Node node, LayerConfig config) =>
        node.Set(nameof(Activation), config.ReadActivation(), Activation.Linear);

    public static void SetPadding(this Node node, LayerConfig config)
    {
        Padding padding = config.Text("padding", "valid") switch
        {
            "valid" => Padding.Valid,
            "same" => Padding.Same,
            "causal" => Padding.Causal,
            string other => throw new ToolException($"its padding is {other}"),
        };
        node.Set(nameof(Padding), padding, Padding.Valid);
    }

    public static void SetDataFormat(this Node node, LayerConfig config) =>
        node.Set(nameof(DataFormat), config.Text("data_format", "channels_last") == "channels_first" ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast, DataFormat.ChannelsLast);

    /// <summary>An option of a number for each axis; equal numbers are written once.</summary>
    public static void SetPerAxis(this Node node, LayerConfig config, string name, string option, int usual)
    {
        if (config.Integers(name) is { } values)
        {
            node.Set(option, Once(values), [usual]);
        }
    }

    /// <summary>The same number for all axes is written once.</summary>
    public static int[] Once(int[] values) => values.Length > 0 && values.All(value => value == values[0]) ? [values[0]] : values;

    /// <summary>A required number.</summary>
    public static int Required(this LayerConfig config, string name)
    {
        int value = config.Integer(name, int.MinValue);
        return value != int.MinValue ? value : throw new ToolException($"its option {name} is missing");
    }
}
