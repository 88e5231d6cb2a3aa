using System.Runtime.InteropServices;
using System.Text.Json;
using ShapeGen.SelfCheck;
using ShapeGen.SelfCheck.Models;
using ShapeGen.SelfCheck.Reference;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>One model for each vector of a layer with several inputs.</summary>
public sealed class MergeModels() : VectorModels("merges", MergeCases.Read(Path))
{
    public static string Path { get; } = GoldenVector.PathOf("keras-merging.json");
}

/// <summary>What Keras 3.16 computed with its merging layers, against their models and the reference.</summary>
public sealed class MergeVectorTests(MergeModels models) : IClassFixture<MergeModels>
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < Vectors.GetArrayLength(); i++)
            {
                IEnumerable<string> shapes = Vectors[i].GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("shape").GetRawText());
                cases.Add(i, $"{Vectors[i].GetProperty("layer").GetString()} {Vectors[i].GetProperty("config").GetRawText()} of {string.Join(" ", shapes)}");
            }

            return cases;
        }
    }

    private static JsonElement Vectors { get; } = JsonDocument.Parse(File.ReadAllText(MergeModels.Path)).RootElement;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keras_vector(int index, string text)
    {
        JsonElement vector = Vectors[index];
        ReferenceGraph reference = ReferenceGraph.Read(models.Case(index));
        int samples = vector.GetProperty("y_shape")[0].GetInt32();
        int[] shape = [.. vector.GetProperty("y_shape").EnumerateArray().Skip(1).Select(d => d.GetInt32())];
        Assert.Equal(shape, reference.ShapeOf(reference.Outputs[0]));
        float[][] inputs = [.. vector.GetProperty("inputs").EnumerateArray().Select(input => Floats(input.GetProperty("v")))];
        float[] keras = Floats(vector.GetProperty("y"));
        var found = new float[keras.Length];
        object[] buffers = [.. inputs.Append(found).Select(buffer => (object)buffer.AsMemory())];
        new GraphUnderTest(models.Case(index), Stream.Null).Run(buffers, isBatch: true);

        bool isExact = text.StartsWith("Max", StringComparison.Ordinal) || text.StartsWith("Min", StringComparison.Ordinal) || text.StartsWith("Concatenate", StringComparison.Ordinal);
        int length = keras.Length / samples;
        for (int sample = 0; sample < samples; sample++)
        {
            ReferenceTensor exact = reference.Run([.. inputs.Select((input, i) => Sample(reference.Inputs[i], input, sample))], new ReferenceContext(Rounding.Of(typeof(float)), []))[0]!;
            for (int i = 0; i < length; i++)
            {
                (float ours, float theirs) = (found[(sample * length) + i], keras[(sample * length) + i]);
                if (isExact || !float.IsFinite(theirs))
                {
                    Assert.True(theirs.Equals(ours), $"{text}, sample {sample} at {i}: {ours:R}, Keras has {theirs:R}");
                    continue;
                }

                Assert.True(Math.Abs(ours - exact.Values[i]) <= exact.Bounds[i], $"{text}, sample {sample} at {i}: {ours:R}, exactly {exact.Values[i]:R} ± {exact.Bounds[i]}");
                Assert.True(Math.Abs((double)ours - theirs) <= 2 * exact.Bounds[i], $"{text}, sample {sample} at {i}: {ours:R}, Keras has {theirs:R} ± {exact.Bounds[i]}");
            }
        }
    }

    private static ReferenceTensor Sample(int[] shape, float[] values, int sample)
    {
        var tensor = new ReferenceTensor(shape);
        for (int i = 0; i < tensor.Length; i++)
        {
            tensor.Values[i] = values[(sample * tensor.Length) + i];
        }

        return tensor;
    }

    private static float[] Floats(JsonElement values) => values.ValueKind == JsonValueKind.String
        ? MemoryMarshal.Cast<byte, float>(values.GetBytesFromBase64()).ToArray()
        : [.. values.EnumerateArray().Select(v => v.GetSingle())];
}
