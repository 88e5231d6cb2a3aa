using System.Globalization;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Embedding and attention at the lengths where kernels change; run as graphs, whose inputs may be integers.</summary>
internal static class Attention
{
    public static IEnumerable<ModelSource> Models() =>
        Embeddings().Concat(Heads()).Concat(Plain()).Select((model, i) => model with { Name = $"Attention{i.ToString(CultureInfo.InvariantCulture)}" }).Select(Callable);

    private static IEnumerable<ModelSource> Embeddings() =>
        from width in new[] { 1, 7, 8, 16, 17, 33 }
        from type in width is 7 or 17 ? new[] { "float", "double", "Half" } : ["float"]
        from rest in new[] { "", "GlobalAveragePooling1D", "Activation(Activation.Relu), GlobalAveragePooling1D" }
        select Source("InputShape<int>(9, Name = \"in0\")", $"Embedding<{type}>(11, {width}, MaskZero = {(rest.Length > 0 ? "true" : "false")})", rest);

    /// <summary>Around a tile of queries, a block of keys, and values that fill a block or not.</summary>
    private static IEnumerable<ModelSource> Heads()
    {
        (int Queries, int Heads, int Key, int Value)[] shapes = [(1, 1, 1, 1), (3, 2, 5, 0), (5, 2, 3, 8), (7, 1, 16, 17), (8, 3, 4, 16), (9, 2, 8, 33), (13, 2, 9, 15), (17, 1, 17, 40), (33, 2, 7, 7)];
        foreach ((int queries, int heads, int key, int value) in shapes)
        {
            string causal = queries % 2 == 1 ? ", UseCausalMask = true" : "";
            foreach (string type in queries is 5 or 9 ? new[] { "float", "double", "Half" } : ["float"])
            {
                yield return Source($"InputShape<{type}>({queries}, 6, Name = \"in0\")", $"MultiHeadAttention({heads}, {key}, ValueDim = {value}{causal})");
            }

            yield return Source("InputShape(5, 6, Name = \"in0\")", $"InputShape({queries}, 4, Name = \"in1\")", $"MultiHeadAttention({heads}, {key}, ValueDim = {value}, Value = \"in1\")");
            yield return Source($"InputShape<int>({queries}, Name = \"in0\")", "Embedding(7, 5, MaskZero = true)", $"MultiHeadAttention({heads}, {key}, ValueDim = {value}{causal})", "GlobalAveragePooling1D");
        }

        yield return Source("InputShape(2, 3, 5, Name = \"in0\")", "MultiHeadAttention(2, 3, AttentionAxes = [2])");
    }

    private static IEnumerable<ModelSource> Plain() =>
        from layer in new[] { "Attention(", "Attention(UseScale = true, ", "Attention(ScoreMode = ScoreMode.Concat, UseScale = true, ", "AdditiveAttention(", "AdditiveAttention(UseScale = false, " }
        from keys in new[] { 1, 15, 17 }
        from type in keys == 15 ? new[] { "float", "double", "Half" } : ["float"]
        select Source($"InputShape<{type}>(6, 5, Name = \"in0\")", $"InputShape<{type}>({keys}, 18, Name = \"in1\")", $"InputShape<{type}>({keys}, 5, Name = \"in2\")", $"{layer}Value = \"in1\", Key = \"in2\"{(keys == 17 ? ", UseCausalMask = true" : "")})");

    private static ModelSource Source(params string[] attributes) => new("", [.. attributes.Where(a => a.Length > 0)]);

    /// <summary>With a caller, whose types stand in the attributes.</summary>
    private static ModelSource Callable(ModelSource model)
    {
        string[] inputs = [.. model.Attributes.Where(a => a.StartsWith("InputShape", StringComparison.Ordinal)).Select(Type)];
        string output = inputs.FirstOrDefault(type => type != "int") ?? Type(model.Attributes.First(a => a.StartsWith("Embedding", StringComparison.Ordinal)));
        bool hasWeights = model.Attributes.Any(a => a.StartsWith("Embedding", StringComparison.Ordinal) || a.StartsWith("Multi", StringComparison.Ordinal) || a.Contains("UseScale = true") || a.StartsWith("AdditiveAttention(Value", StringComparison.Ordinal));
        return model.WithCaller([.. inputs, output], hasWeights);
    }

    private static string Type(string attribute) => attribute.Contains('<') ? attribute[(attribute.IndexOf('<') + 1)..attribute.IndexOf('>')] : "float";
}
