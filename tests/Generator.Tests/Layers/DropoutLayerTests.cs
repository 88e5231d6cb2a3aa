using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Layers;

public class DropoutLayerTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("0.5")]
    [InlineData("1")]
    public void IsTheIdentity(string rate)
    {
        string attributes = $"[InputShape(4, 6)] [Dropout({rate})]";
        Assert.Equal("(4, 6)", LayerCase.Output(attributes));
        Assert.Empty(LayerCase.Weights(attributes));
        Assert.Empty(LayerCase.Steps(attributes));
    }

    [Fact]
    public void TakesAScalar() => Assert.Equal("()", LayerCase.Output("[InputShape] [Dropout(0.5)]"));

    [Theory]
    [InlineData("-0.25", "-0.25")]
    [InlineData("1.5", "1.5")]
    [InlineData("double.NaN", "NaN")]
    public void SaysWhatIsWrong(string rate, string shown)
    {
        string attributes = $"[InputShape(4, 6)] [Dropout({rate})]";
        Assert.Equal($"SHAPE0106: Dropout needs a rate between 0 and 1, but {shown} is declared", LayerCase.Problem(attributes));
        Assert.Equal("(4, 6)", LayerCase.OutputDespiteProblem(attributes));
    }
}
