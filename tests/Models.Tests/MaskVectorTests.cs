using System.Text.Json;
using ShapeGen.SelfCheck;
using ShapeGen.SelfCheck.Models;
using ShapeGen.SelfCheck.Reference;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>One model for each vector of a recurrent layer that is called with a mask.</summary>
public sealed class MaskModels() : VectorModels("masks", MaskCases.Read(Path))
{
    public static string Path { get; } = GoldenVector.PathOf("keras-masks.json");
}

/// <summary>
/// What Keras 3.16 computed with recurrent layers and a mask, against their models and the reference. The table that the integers are looked up
/// in holds NaN for the steps that do not count: nothing of them may be seen.
/// </summary>
public sealed class MaskVectorTests(MaskModels models) : IClassFixture<MaskModels>
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < Vectors.GetArrayLength(); i++)
            {
                cases.Add(i, $"{Vectors[i].GetProperty("layer").GetString()} {Vectors[i].GetProperty("config").GetRawText()}");
            }

            return cases;
        }
    }

    private static JsonElement Vectors { get; } = JsonDocument.Parse(File.ReadAllText(MaskModels.Path)).RootElement;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keras_vector(int index, string text)
    {
        JsonElement vector = Vectors[index];
        int[] shape = [.. vector.GetProperty("x_shape").EnumerateArray().Select(d => d.GetInt32())];
        (int samples, int steps, int features) = (shape[0], shape[1], shape[2]);
        bool[] counts = [.. vector.GetProperty("call").GetProperty("mask").GetProperty("v").EnumerateArray().Select(v => v.GetBoolean())];
        float[] x = Numbers(vector.GetProperty("x"));
        int[] integers = [.. counts.Select((count, i) => count ? i + 1 : 0)];
        float[] table = [.. Enumerable.Repeat(float.NaN, features), .. x.Select((value, i) => counts[i / features] ? value : float.NaN)];
        float[][] weights = [table, .. vector.GetProperty("weights").EnumerateArray().Select(weight => Numbers(weight.GetProperty("v")))];
        float[] keras = Numbers(vector.GetProperty("y"));
        Assert.Contains(false, counts);

        ReferenceGraph reference = ReferenceGraph.Read(models.Case(index));
        var found = new float[keras.Length];
        new GraphUnderTest(models.Case(index), GraphUnderTest.FileOf(reference.Weights, weights)).Run([integers.AsMemory(), found.AsMemory()], isBatch: true);
        var context = new ReferenceContext(Rounding.Of(typeof(float)), [.. weights.Select(w => Array.ConvertAll(w, v => (double)v))]);
        int length = keras.Length / samples;
        for (int sample = 0; sample < samples; sample++)
        {
            var words = new ReferenceTensor([steps]);
            for (int step = 0; step < steps; step++)
            {
                words.Values[step] = integers[(sample * steps) + step];
            }

            ReferenceTensor exact = reference.Run([words], context)[0]!;
            for (int i = 0; i < length; i++)
            {
                (float ours, float theirs) = (found[(sample * length) + i], keras[(sample * length) + i]);
                Assert.True(Math.Abs(ours - exact.Values[i]) <= exact.Bounds[i], $"{text}, sample {sample} at {i}: {ours:R}, exactly {exact.Values[i]:R} ± {exact.Bounds[i]}");
                Assert.True(Math.Abs((double)ours - theirs) <= 2 * exact.Bounds[i], $"{text}, sample {sample} at {i}: {ours:R}, Keras has {theirs:R} ± {exact.Bounds[i]}");
            }
        }
    }

    private static float[] Numbers(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetSingle())];
}
