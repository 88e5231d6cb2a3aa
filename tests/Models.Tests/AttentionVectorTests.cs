using System.Runtime.InteropServices;
using System.Text.Json;
using ShapeGen.SelfCheck;
using ShapeGen.SelfCheck.Models;
using ShapeGen.SelfCheck.Reference;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>One model for each vector of Embedding and attention.</summary>
public sealed class AttentionModels() : VectorModels("attention", AttentionCases.Read(Path))
{
    public static string Path { get; } = GoldenVector.PathOf("keras-attention.json");
}

/// <summary>What Keras 3.16 computed with Embedding and attention layers, against their models and the reference.</summary>
public sealed class AttentionVectorTests(AttentionModels models) : IClassFixture<AttentionModels>
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < Vectors.GetArrayLength(); i++)
            {
                IEnumerable<string> shapes = Vectors[i].GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("shape").GetRawText());
                cases.Add(i, $"{Vectors[i].GetProperty("layer").GetString()} {Vectors[i].GetProperty("config").GetRawText()} {Vectors[i].GetProperty("call").GetRawText()} of {string.Join(" ", shapes)}");
            }

            return cases;
        }
    }

    private static JsonElement Vectors { get; } = JsonDocument.Parse(File.ReadAllText(AttentionModels.Path)).RootElement;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keras_vector(int index, string text)
    {
        JsonElement vector = Vectors[index];
        ReferenceGraph reference = ReferenceGraph.Read(models.Case(index));
        float[][] weights = [.. vector.GetProperty("weights").EnumerateArray().Select(weight => Numbers<float>(weight.GetProperty("v")))];
        Assert.Equal(
            vector.GetProperty("weights").EnumerateArray().Select(weight => $"{weight.GetProperty("name").GetString()} {weight.GetProperty("shape").GetRawText().Replace(" ", "")}"),
            reference.Weights.Select(weight => $"{weight.Name[(weight.Name.IndexOf('/') + 1)..]} [{string.Join(",", weight.Shape)}]"));
        int samples = vector.GetProperty("y_shape")[0].GetInt32();
        int[] shape = [.. vector.GetProperty("y_shape").EnumerateArray().Skip(1).Select(d => d.GetInt32())];
        Assert.Equal(shape, reference.ShapeOf(reference.Outputs[0]));

        object[] inputs = [.. vector.GetProperty("inputs").EnumerateArray().Select(Buffer)];
        float[] keras = Numbers<float>(vector.GetProperty("y"));
        var found = new float[keras.Length];
        new GraphUnderTest(models.Case(index), GraphUnderTest.FileOf(reference.Weights, weights)).Run([.. inputs, found.AsMemory()], isBatch: true);

        var context = new ReferenceContext(Rounding.Of(typeof(float)), [.. weights.Select(w => Array.ConvertAll(w, v => (double)v))]);
        int length = keras.Length / samples;
        for (int sample = 0; sample < samples; sample++)
        {
            ReferenceTensor exact = reference.Run([.. inputs.Select((input, i) => Sample(reference.Inputs[i], input, sample))], context)[0]!;
            for (int i = 0; i < length; i++)
            {
                (float ours, float theirs) = (found[(sample * length) + i], keras[(sample * length) + i]);
                Assert.True(Math.Abs(ours - exact.Values[i]) <= exact.Bounds[i], $"{text}, sample {sample} at {i}: {ours:R}, exactly {exact.Values[i]:R} ± {exact.Bounds[i]}");
                Assert.True(Math.Abs((double)ours - theirs) <= 2 * exact.Bounds[i], $"{text}, sample {sample} at {i}: {ours:R}, Keras has {theirs:R} ± {exact.Bounds[i]}");
            }
        }
    }

    private static object Buffer(JsonElement input) => input.GetProperty("dtype").GetString() == "int32"
        ? Numbers<int>(input.GetProperty("v")).AsMemory()
        : Numbers<float>(input.GetProperty("v")).AsMemory();

    private static ReferenceTensor Sample(int[] shape, object values, int sample)
    {
        var tensor = new ReferenceTensor(shape);
        for (int i = 0; i < tensor.Length; i++)
        {
            int at = (sample * tensor.Length) + i;
            tensor.Values[i] = values is Memory<int> integers ? integers.Span[at] : ((Memory<float>)values).Span[at];
        }

        return tensor;
    }

    private static T[] Numbers<T>(JsonElement values)
        where T : unmanaged => values.ValueKind == JsonValueKind.String
        ? MemoryMarshal.Cast<byte, T>(values.GetBytesFromBase64()).ToArray()
        : [.. values.EnumerateArray().Select(v => typeof(T) == typeof(int) ? (T)(object)v.GetInt32() : (T)(object)v.GetSingle())];
}
