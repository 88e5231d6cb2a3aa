using System.Globalization;
using System.Text.Json;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Turns Keras' vectors of Embedding and attention into models: Case0, Case1, … by their place in the file.</summary>
internal static class AttentionCases
{
    private static readonly string[] Positional = ["input_dim", "output_dim", "num_heads", "key_dim"];

    /// <summary>What further inputs are called in the attribute; the first is the query.</summary>
    private static readonly string[] Roles = ["Value", "Key"];

    public static IEnumerable<ModelSource> Read(string path)
    {
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(path));
        int index = 0;
        foreach (JsonElement vector in vectors.RootElement.EnumerateArray())
        {
            JsonElement[] inputs = [.. vector.GetProperty("inputs").EnumerateArray()];
            string[] types = [.. inputs.Select(input => input.GetProperty("dtype").GetString() == "int32" ? "int" : "float")];
            IEnumerable<string> shapes = inputs.Select((input, i) =>
                $"InputShape<{types[i]}>({string.Join(", ", input.GetProperty("shape").EnumerateArray().Skip(1).Select(d => d.GetRawText()))}, Name = \"in{i}\")");
            JsonProperty[] options = [.. vector.GetProperty("config").EnumerateObject(), .. vector.GetProperty("call").EnumerateObject()];
            IEnumerable<string> arguments =
            [
                .. options.Where(o => Positional.Contains(o.Name)).Select(o => o.Value.GetRawText()),
                .. options.Where(o => !Positional.Contains(o.Name)).Select(Option),
                .. inputs.Skip(1).Select((_, i) => $"{Roles[i]} = \"in{i + 1}\""),
            ];
            yield return new ModelSource(
                $"Case{(index++).ToString(CultureInfo.InvariantCulture)}",
                [.. shapes, $"{vector.GetProperty("layer").GetString()}({string.Join(", ", arguments)})"])
                .WithCaller([.. types, "float"], hasWeights: vector.GetProperty("weights").GetArrayLength() > 0);
        }
    }

    private static string Option(JsonProperty option)
    {
        string name = string.Concat(option.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return option.Value.ValueKind switch
        {
            JsonValueKind.String => $"{name} = {name}.{char.ToUpperInvariant(option.Value.GetString()![0])}{option.Value.GetString()![1..]}",
            JsonValueKind.Array => $"{name} = {option.Value.GetRawText()}",
            _ when option.Name == "output_shape" => $"{name} = [{option.Value.GetRawText()}]",
            _ => $"{name} = {option.Value.GetRawText()}",
        };
    }
}
