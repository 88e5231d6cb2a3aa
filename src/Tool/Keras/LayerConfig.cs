using System.Text.Json;

namespace ShapeGen.Tool.Keras;

/// <summary>A layer's <c>config</c>, read with defaults; what no reader asked for is told, so that no option is lost in silence.</summary>
/// <param name="config">The options.</param>
/// <param name="build">What Keras knew when it made the weights; Keras 2 does not save it.</param>
internal sealed class LayerConfig(JsonElement config, JsonElement? build = null)
{
    /// <summary>What does not matter once a model is trained, and what the graph's reader takes.</summary>
    private static readonly HashSet<string> Ignored =
    [
        "name", "trainable", "dtype", "batch_input_shape", "batch_shape", "input_shape", "seed", "noise_shape", "synchronized", "renorm",
        "renorm_clipping", "renorm_momentum", "momentum", "fused", "virtual_batch_size", "adjustment", "autocast", "quantization_config",
        "lora_rank", "lora_alpha", "input_dim", "input_length", "sparse", "ragged", "activity_regularizer", "implementation",
        "data_format", "optional", "rate", "l1", "l2", "stddev", "registered_name", "build_config", "zero_output_for_mask", "unroll", "time_major", "use_cudnn",
    ];

    private readonly HashSet<string> _read = [];

    /// <summary>The rank of the input without the batch, where the file tells it.</summary>
    public int? InputRank => (build?.Find("input_shape") ?? build?.Find("shapes_dict")?.Find("query_shape") ?? build?.Find("shapes_dict")?.Find("input_shape")) is { ValueKind: JsonValueKind.Array } shape
        ? shape.GetArrayLength() - 1
        : null;

    /// <summary>Axes as a person writes them: the last one is −1.</summary>
    public int[]? Axes(string name) => Integers(name) is { } axes ? [.. axes.Select(axis => axis == InputRank ? -1 : axis)] : null;

    public int Integer(string name, int absent) => Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number)
        ? number
        : Absent(name, absent);

    public double Real(string name, double absent) => Find(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : Absent(name, absent);

    public bool Flag(string name, bool absent) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Absent(name, absent),
    };

    public string Text(string name, string absent) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : Absent(name, absent);

    /// <summary>Numbers, however deep they are nested; one number stands for a list of one.</summary>
    public int[]? Integers(string name)
    {
        if (Find(name) is not { } value || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var numbers = new List<int>();
        Collect(value);
        return [.. numbers];

        void Collect(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item);
                }
            }
            else
            {
                numbers.Add(element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number)
                    ? number
                    : throw new ToolException($"its option {name} is {element.GetRawText()}, where whole numbers are expected"));
            }
        }
    }

    public double[]? Reals(string name)
    {
        JsonElement? value = Find(name);
        return value switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.Number } => [value.Value.GetDouble()],
            { ValueKind: JsonValueKind.Array } => [.. Leaves(value.Value)],
            // Keras writes arrays of NumPy as {"class_name": "__numpy__", "config": {"value": […]}}.
            { ValueKind: JsonValueKind.Object } when value.Value.TryGetProperty("config", out JsonElement inner) && inner.TryGetProperty("value", out JsonElement values) => [.. Leaves(values)],
            _ => throw new ToolException($"its option {name} is no list of numbers"),
        };

        static IEnumerable<double> Leaves(JsonElement element) => element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray().SelectMany(Leaves)
            : [element.GetDouble()];
    }

    /// <summary>The name of an object that is written as a string or as <c>{"class_name": …}</c>, and its configuration.</summary>
    public (string Name, LayerConfig? Config)? Object(string name)
    {
        if (Find(name) is not { } value || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return (value.GetString()!, null);
        }

        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("class_name", out JsonElement kind) && kind.ValueKind == JsonValueKind.String)
        {
            bool hasConfig = value.TryGetProperty("config", out JsonElement inner);
            return hasConfig && inner.ValueKind == JsonValueKind.String && kind.GetString() == "function"
                ? (inner.GetString()!, null)
                : (kind.GetString()!, hasConfig && inner.ValueKind == JsonValueKind.Object ? new LayerConfig(inner) : null);
        }

        throw new ToolException($"its option {name} is {value.GetRawText()}");
    }

    /// <summary>Options that say something and that nobody has read.</summary>
    public IEnumerable<string> Unread() => config.EnumerateObject()
        .Where(property => !_read.Contains(property.Name) && !Ignored.Contains(property.Name)
            && !property.Name.EndsWith("_initializer", StringComparison.Ordinal)
            && !property.Name.EndsWith("_regularizer", StringComparison.Ordinal)
            && !property.Name.EndsWith("_constraint", StringComparison.Ordinal)
            && property.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
        .Select(property => property.Name);

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out JsonElement value) ? value : null;
    }

    private T Absent<T>(string name, T absent) => Find(name) is { } value && value.ValueKind != JsonValueKind.Null
        ? throw new ToolException($"its option {name} is {value.GetRawText()}")
        : absent;
}
