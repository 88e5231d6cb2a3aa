using System.Text.Json;

namespace ShapeGen.Tool.Keras;

/// <summary>Reads configurations whose form nobody vouches for.</summary>
internal static class Json
{
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement Member(this JsonElement element, string name) =>
        element.Find(name) ?? throw new ToolException($"the configuration lacks \"{name}\"");

    public static string? Text(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw new ToolException("the configuration has a value where a list should be");
}

/// <summary>Reads shapes, whose first dimension is the batch.</summary>
internal static class Shapes
{
    /// <summary>The shape of a sample; −1 stands for a dimension that is left open. Null where there is none.</summary>
    public static int[]? OfSample(JsonElement? shape)
    {
        if (shape is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            return null;
        }

        JsonElement[] items = [.. list.EnumerateArray()];
        if (items.Length == 1 && items[0].ValueKind == JsonValueKind.Array)
        {
            return OfSample(items[0]);
        }

        return items.Skip(1).All(item => item.ValueKind is JsonValueKind.Null or JsonValueKind.Number)
            ? [.. items.Skip(1).Select(item => item.ValueKind == JsonValueKind.Null ? -1
                : item.TryGetInt32(out int value) && value > 0 ? value
                : throw new ToolException($"a shape holds {item.GetRawText()}"))]
            : null;
    }
}
