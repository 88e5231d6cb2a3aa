using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Convolution layers beside Keras 3.16, whose sums these vectors hold.</summary>
public sealed class ConvolutionVectorTests(ConvolutionModels models) : IClassFixture<ConvolutionModels>
{
    private static readonly GoldenVector[] Vectors = GoldenVector.Read(ConvolutionModels.Path);

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
public sealed class ConvolutionModels() : GoldenModels("convolutions", Path)
{
    public static string Path { get; } = GoldenVector.PathOf("keras-convolutions.json");
}
