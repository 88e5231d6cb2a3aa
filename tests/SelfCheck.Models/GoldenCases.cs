using System.Globalization;
using System.Text.Json;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Turns Keras' golden vectors into models.</summary>
internal static class GoldenCases
{
    /// <summary>Options that come first and without a name.</summary>
    private static readonly string[] Positional = ["filters", "units", "kernel_size", "rate", "stddev", "target_shape", "dims", "pool_size", "padding", "cropping", "size", "n", "scale"];

    /// <summary>A model for each case whose layer is there, named by the case's place in all files together.</summary>
    public static IEnumerable<ModelSource> Read(IEnumerable<string> paths)
    {
        int index = 0;
        foreach (string path in paths)
        {
            using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(path));
            foreach (JsonElement vector in vectors.RootElement.EnumerateArray())
            {
                IEnumerable<string> shape = vector.GetProperty("x_shape").EnumerateArray().Skip(1).Select(d => d.GetRawText());
                string name = $"Case{index.ToString(CultureInfo.InvariantCulture)}";
                string input = $"InputShape({string.Join(", ", shape)})";
                string kind = vector.GetProperty("layer").GetString()!;
                JsonElement config = vector.GetProperty("config");
                yield return config.TryGetProperty("layer", out JsonElement inner)
                    ? new ModelSource(name, input, Wrapper(kind, config, $"{name}Block"))
                    {
                        Blocks = $"[Block]\n[{Layer(inner.GetProperty("layer").GetString()!, inner.GetProperty("config"))}]\npublic partial class {name}Block;\n\n",
                    }
                    : new ModelSource(name, input, Layer(kind, config));
                index++;
            }
        }
    }

    /// <summary>A layer around another one, which is a block.</summary>
    private static string Wrapper(string layer, JsonElement config, string block)
    {
        string merge = !config.TryGetProperty("merge_mode", out JsonElement mode) ? "" : mode.GetString() switch
        {
            "sum" => "(Merge = Merge.Add)",
            "mul" => "(Merge = Merge.Multiply)",
            "ave" => "(Merge = Merge.Average)",
            _ => "(Merge = Merge.Concatenate)",
        };
        return $"{layer}<{block}>{merge}";
    }

    /// <summary>A layer as it stands between the brackets.</summary>
    public static string Layer(string layer, JsonElement config)
    {
        // How a loop is run, and whether its state is returned too, change no output.
        IEnumerable<JsonProperty> options = config.EnumerateObject().Where(o => o.Name is not ("unroll" or "return_state"));
        IEnumerable<string> positional = options.Where(o => IsPositional(o)).Select(o => Numbers(o.Value));
        IEnumerable<string> named = options.Where(o => !IsPositional(o)).Select(o => Option(layer, o));
        return $"{layer}({string.Join(", ", positional.Concat(named))})";
    }

    /// <summary>Words are enums and have a name, as switches have, whatever the same option is for other layers.</summary>
    private static bool IsPositional(JsonProperty option) =>
        Positional.Contains(option.Name) && option.Value.ValueKind is (JsonValueKind.Number or JsonValueKind.Array);

    /// <summary>An option in C#: <c>use_bias</c> is <c>UseBias</c>, lists are in brackets, and some take a list where Keras takes a number too.</summary>
    private static string Option(string layer, JsonProperty option)
    {
        string name = option.Name == "keepdims" ? "KeepDims" : Pascal(option.Name);
        bool isList = option.Name is "strides" or "dilation_rate" or "output_padding" or "shared_axes" or "mean" or "variance" or "offset"
            || (option.Name == "axis" && layer is not ("BatchNormalization" or "GroupNormalization"));
        return option.Value.ValueKind switch
        {
            JsonValueKind.String when layer == "Activation" => $"Activation.{Pascal(option.Value.GetString()!)}",
            JsonValueKind.String => $"{name} = {(option.Name is "activation" or "recurrent_activation" ? "Activation" : name)}.{Pascal(option.Value.GetString()!)}",
            JsonValueKind.Null => option.Name == "activation" ? "Activation = Activation.Linear" : $"{name} = []",
            JsonValueKind.Array or JsonValueKind.Number when isList => $"{name} = [{Numbers(option.Value)}]",
            _ => $"{name} = {option.Value.GetRawText()}",
        };
    }

    /// <summary>All numbers of a list of lists, one after the other.</summary>
    private static string Numbers(JsonElement values) => values.ValueKind == JsonValueKind.Array
        ? string.Join(", ", values.EnumerateArray().Select(Numbers))
        : values.GetRawText();

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
