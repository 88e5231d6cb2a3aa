using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Recurrent layers over ±10,000, infinities and NaN beside Keras 3.16: gates that are 0 and 1, and what is left of the state after them.</summary>
public sealed class SaturatedVectorTests(SaturatedModels models) : IClassFixture<SaturatedModels>
{
    private static readonly GoldenVector[] Vectors = GoldenVector.Read(SaturatedModels.Path);

    public static IEnumerable<object[]> Cases => GoldenModels.CasesOf(Vectors);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keras_vector(int index, string text)
    {
        Assert.Equal(text, Vectors[index].ToString());
        Assert.Contains(Vectors[index].Y, float.IsNaN);
        Assert.Contains(Vectors[index].Y, float.IsFinite);
        Vectors[index].Check(models.Case(index));
    }
}

/// <summary>One model for each vector.</summary>
public sealed class SaturatedModels() : GoldenModels("saturated", Path)
{
    public static string Path { get; } = GoldenVector.PathOf("keras-saturated.json");
}
