using System.Globalization;
using System.Text.Json;

namespace ShapeGen.SelfCheck.Models;

/// <summary>
/// Turns Keras' vectors of layers that are called with a mask into models: Case0, Case1, … by their place in the file. Each step that counts
/// is an integer of its own, whose row in the table is what the vector has there; 0 stands for those that do not.
/// </summary>
internal static class MaskCases
{
    public static IEnumerable<ModelSource> Read(string path)
    {
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(path));
        int index = 0;
        foreach (JsonElement vector in vectors.RootElement.EnumerateArray())
        {
            int[] shape = [.. vector.GetProperty("x_shape").EnumerateArray().Select(d => d.GetInt32())];
            yield return new ModelSource(
                $"Case{Text(index++)}",
                $"InputShape<int>({Text(shape[1])}, Name = \"in0\")",
                $"Embedding({Text((shape[0] * shape[1]) + 1)}, {Text(shape[2])}, MaskZero = true)",
                GoldenCases.Layer(vector.GetProperty("layer").GetString()!, vector.GetProperty("config")))
                .WithCaller(["int", "float"], hasWeights: true);
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
