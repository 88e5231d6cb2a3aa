using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Recurrent layers beside Keras 3.16, whose sums these vectors hold.</summary>
public sealed class RecurrentVectorTests(RecurrentModels models) : IClassFixture<RecurrentModels>
{
    private static readonly GoldenVector[] Vectors = GoldenVector.Read(RecurrentModels.Path);

    public static IEnumerable<object[]> Cases => GoldenModels.CasesOf(Vectors);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keras_vector(int index, string text)
    {
        Assert.Equal(text, Vectors[index].ToString());
        Vectors[index].Check(models.Case(index));
    }
}

/// <summary>One model for each vector.</summary>
public sealed class RecurrentModels() : GoldenModels("recurrent", Path)
{
    public static string Path { get; } = GoldenVector.PathOf("keras-recurrent.json");
}
