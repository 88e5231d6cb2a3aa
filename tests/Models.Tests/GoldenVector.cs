using System.Runtime.InteropServices;
using System.Text.Json;
using ShapeGen.SelfCheck;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>A layer's input and output, as Keras computed them.</summary>
/// <param name="Layer">Keras' class.</param>
/// <param name="Config">Its options, as JSON.</param>
/// <param name="InputShape">Without the batch axis.</param>
/// <param name="OutputShape">Without the batch axis.</param>
/// <param name="Samples">The size of the batch.</param>
/// <param name="Masks">The kept steps of each sample, or null.</param>
internal sealed record GoldenVector(string Layer, string Config, int[] InputShape, int[] OutputShape, int Samples, float[] X, float[] Y, float[][] Weights, bool[][]? Masks)
{
    public static string[] Paths { get; } =
        [.. new[] { "keras-golden.json", "keras-layers-without-kernels.json" }.Select(PathOf)];

    public static GoldenVector[] All { get; } = [.. Paths.SelectMany(Read)];

    public override string ToString() => $"{Layer} {Config} of ({string.Join(", ", InputShape)}){(Masks is null ? "" : ", masked")}";

    /// <summary>A file of vectors.</summary>
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Data", file);

    public static GoldenVector[] Read(string path)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(path));
        return [.. file.RootElement.EnumerateArray().Select(Read)];
    }

    /// <summary>Compares a model, run on the input, with what Keras computed in <see langword="float"/>.</summary>
    public void Check(Type type)
    {
        var found = new float[Y.Length];
        new ModelUnderTest<float>(type, Weights).ForwardBatch(X, found);
        for (int i = 0; i < found.Length; i++)
        {
            float expected = Y[i];
            bool isEqual = float.IsFinite(expected) ? Math.Abs(found[i] - expected) <= 2e-5 * (1 + Math.Abs(expected)) : found[i].Equals(expected);
            Assert.True(isEqual, $"output {i}: {found[i]:R}, Keras has {expected:R}");
        }
    }

    private static GoldenVector Read(JsonElement vector)
    {
        int[] shape = [.. vector.GetProperty("x_shape").EnumerateArray().Select(d => d.GetInt32())];
        bool[][]? masks = vector.GetProperty("call").TryGetProperty("mask", out JsonElement mask)
            ? [.. mask.EnumerateArray().Select(row => row.EnumerateArray().Select(keep => keep.GetInt32() != 0).ToArray())]
            : null;
        return new GoldenVector(
            vector.GetProperty("layer").GetString()!,
            vector.GetProperty("config").GetRawText(),
            shape[1..],
            [.. vector.GetProperty("y_shape").EnumerateArray().Skip(1).Select(d => d.GetInt32())],
            shape[0],
            Floats(vector.GetProperty("x")),
            Floats(vector.GetProperty("y")),
            [.. vector.GetProperty("weights").EnumerateArray().Select(w => Floats(w.GetProperty("v")))],
            masks);
    }

    /// <summary>A list, or the bytes of little-endian numbers in base 64.</summary>
    private static float[] Floats(JsonElement values) => values.ValueKind == JsonValueKind.String
        ? MemoryMarshal.Cast<byte, float>(values.GetBytesFromBase64()).ToArray()
        : [.. values.EnumerateArray().Select(v => v.GetSingle())];
}
