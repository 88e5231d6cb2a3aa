using ShapeGen.SelfCheck;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Recurrent layers beside Keras 3.16, whose sums these vectors hold.</summary>
public sealed class RecurrentVectorTests(RecurrentModels models) : IClassFixture<RecurrentModels>
{
    private static readonly GoldenVector[] Vectors = GoldenVector.Read(RecurrentModels.Path);

    public static IEnumerable<object[]> Cases => Vectors.Select((vector, index) => new object[] { index, vector.ToString() });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keras_vector(int index, string text)
    {
        GoldenVector vector = Vectors[index];
        Type type = models.Case(index);
        Assert.Equal(text, vector.ToString());
        var model = new ModelUnderTest<float>(type, vector.Weights);
        var found = new float[vector.Y.Length];
        model.ForwardBatch(vector.X, found);
        for (int i = 0; i < found.Length; i++)
        {
            float expected = vector.Y[i];
            bool isEqual = float.IsFinite(expected) ? Math.Abs(found[i] - expected) <= 2e-5 * (1 + Math.Abs(expected)) : found[i].Equals(expected);
            Assert.True(isEqual, $"output {i}: {found[i]:R}, Keras has {expected:R}");
        }
    }
}

/// <summary>One model for each vector.</summary>
public sealed class RecurrentModels() : GoldenModels("recurrent", Path)
{
    public static string Path { get; } = GoldenVector.PathOf("keras-recurrent.json");
}
