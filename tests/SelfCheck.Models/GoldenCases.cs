using System.Globalization;
using System.Text.Json;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Turns Keras' golden vectors into models.</summary>
internal static class GoldenCases
{
    /// <summary>A model for each case whose layer is there, named by the case's place in the file.</summary>
    public static IEnumerable<ModelSource> Read(string path)
    {
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(path));
        int index = 0;
        foreach (JsonElement vector in vectors.RootElement.EnumerateArray())
        {
            if (Layer(vector.GetProperty("layer").GetString()!, vector.GetProperty("config")) is { } layer)
            {
                IEnumerable<string> shape = vector.GetProperty("x_shape").EnumerateArray().Skip(1).Select(d => d.GetRawText());
                yield return new ModelSource($"Case{index.ToString(CultureInfo.InvariantCulture)}", $"InputShape({string.Join(", ", shape)})", layer);
            }

            index++;
        }
    }

    private static string? Layer(string layer, JsonElement config) => layer switch
    {
        "Reshape" => $"Reshape({Numbers(config.GetProperty("target_shape"))})",
        "Permute" => $"Permute({Numbers(config.GetProperty("dims"))})",
        "Dropout" => $"Dropout({config.GetProperty("rate").GetRawText()})",
        "BatchNormalization" => null,
        _ when config.TryGetProperty("kernel_size", out JsonElement kernel) => $"{layer}({string.Join(", ", Convolution(config, kernel))})",
        _ => $"{layer}({string.Join(", ", config.EnumerateObject().Select(Option))})",
    };

    /// <summary>The filters, where there are any, and the kernel's size come first and without names.</summary>
    private static IEnumerable<string> Convolution(JsonElement config, JsonElement kernel)
    {
        IEnumerable<string> filters = config.TryGetProperty("filters", out JsonElement count) ? [count.GetRawText()] : [];
        return [.. filters, PerAxis(kernel), .. config.EnumerateObject().Where(o => o.Name is not ("filters" or "kernel_size")).Select(Option)];
    }

    /// <summary>An option in C#: <c>use_bias</c> is <c>UseBias</c>; the units come first and without a name.</summary>
    private static string Option(JsonProperty option) => option.Name switch
    {
        "units" => option.Value.GetRawText(),
        "activation" => $"Activation = Activation.{Pascal(option.Value.GetString() ?? "linear")}",
        "data_format" => $"DataFormat = DataFormat.{Pascal(option.Value.GetString()!)}",
        "use_bias" => $"UseBias = {option.Value.GetRawText()}",
        "strides" => $"Strides = [{PerAxis(option.Value)}]",
        "dilation_rate" => $"DilationRate = [{PerAxis(option.Value)}]",
        "output_padding" => $"OutputPadding = [{PerAxis(option.Value)}]",
        "padding" => $"Padding = Padding.{Pascal(option.Value.GetString()!)}",
        "groups" => $"Groups = {option.Value.GetRawText()}",
        "depth_multiplier" => $"DepthMultiplier = {option.Value.GetRawText()}",
        "keepdims" => $"KeepDims = {option.Value.GetRawText()}",
        _ => throw new NotSupportedException($"The option {option.Name} of a golden vector is not known."),
    };

    /// <summary>One number for all axes, or one for each.</summary>
    private static string PerAxis(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Numbers(value);

    private static string Numbers(JsonElement values) => string.Join(", ", values.EnumerateArray().Select(v => v.GetRawText()));

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
