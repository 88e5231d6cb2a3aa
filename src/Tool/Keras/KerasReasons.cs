using System.Text.Json;

namespace ShapeGen.Tool.Keras;

/// <summary>Why something of Keras cannot be expressed, and the way round it.</summary>
internal static class KerasReasons
{
    public static string Of(string className, string module) => className switch
    {
        "Lambda" => "it holds Python code, which a file cannot describe; write it with layers",
        "TFOpLambda" or "SlicingOpLambda" => "it is a TensorFlow operation between layers; write it as a layer",
        _ when module.Contains(".ops.", StringComparison.Ordinal) => "it is an operation between layers; write it as a layer (layers.Add, layers.Multiply, layers.Activation)",
        _ when module.Length > 0 && !module.StartsWith("keras", StringComparison.Ordinal) => $"it is a class of your own, from {module}",
        _ => "ShapeGen has no such layer",
    };

    /// <summary>Layers compute in float32; half precision in Keras is computed with more here.</summary>
    public static string? OfType(JsonElement? type)
    {
        string? name = type?.ValueKind == JsonValueKind.String ? type.Value.GetString() : type?.Find("config")?.Text("name");
        return name is "float64" or "int8" || (name?.StartsWith("int8", StringComparison.Ordinal) ?? false)
            ? $"it computes in {name}; only float32 and mixed precision are imported"
            : null;
    }
}
