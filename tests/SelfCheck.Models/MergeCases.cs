using System.Globalization;
using System.Text.Json;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Turns Keras' vectors of layers with several inputs into models: Case0, Case1, … by their place in the file.</summary>
internal static class MergeCases
{
    public static IEnumerable<ModelSource> Read(string path)
    {
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(path));
        int index = 0;
        foreach (JsonElement vector in vectors.RootElement.EnumerateArray())
        {
            string[][] shapes = [.. vector.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("shape").EnumerateArray().Skip(1).Select(d => d.GetRawText()).ToArray())];
            IEnumerable<string> inputs = shapes.Select((shape, i) => $"InputShape({string.Join(", ", shape)}, Name = \"in{i}\")");
            IEnumerable<string> others = Enumerable.Range(1, shapes.Length - 1).Select(i => $"\"in{i}\"");
            IEnumerable<string> options = vector.GetProperty("config").EnumerateObject().Select(Option);
            yield return new ModelSource(
                $"Case{(index++).ToString(CultureInfo.InvariantCulture)}",
                [.. inputs, $"{vector.GetProperty("layer").GetString()}({string.Join(", ", others.Concat(options))})"])
                .WithCaller([.. Enumerable.Repeat("float", shapes.Length + 1)], hasWeights: false);
        }
    }

    private static string Option(JsonProperty option) => option.Name switch
    {
        "axis" => $"Axis = {option.Value.GetRawText()}",
        "axes" => $"Axes = [{option.Value.GetRawText().Trim('[', ']')}]",
        "normalize" => $"Normalize = {option.Value.GetRawText()}",
        _ => throw new NotSupportedException($"The option {option.Name} of a vector is not known."),
    };
}
