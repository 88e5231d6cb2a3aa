using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class FlattenLayerTests
{
    [Theory]
    [InlineData("", "(1)")]
    [InlineData("(5)", "(5)")]
    [InlineData("(28, 28, 3)", "(2352)")]
    [InlineData("(240, 240, 128)", "(7372800)")]
    [InlineData("(2, 1, 3, 1, 5)", "(30)")]
    public void MultipliesAllAxes(string input, string output)
    {
        foreach (string format in new[] { "ChannelsLast", "ChannelsFirst" })
        {
            string attributes = $"[InputShape{input}] [Flatten(DataFormat = DataFormat.{format})]";
            Assert.Equal(output, LayerCase.Output(attributes));
            Assert.Empty(LayerCase.Weights(attributes));
        }
    }

    [Theory]
    [InlineData("(28, 28, 3)")]
    [InlineData("(5)")]
    [InlineData("")]
    public void IsAViewWhereChannelsAreLast(string input) => Assert.Empty(LayerCase.Steps($"[InputShape{input}] [Flatten]"));

    [Theory]
    [InlineData("(3, 4, 5)", "3,20", "1,0")]
    [InlineData("(3, 4)", "3,4", "1,0")]
    [InlineData("(3, 2, 2, 2)", "3,8", "1,0")]
    public void MovesChannelsToTheEndWhereTheyAreFirst(string input, string dimensions, string order)
    {
        var step = Assert.IsType<TransposeStep>(Assert.Single(LayerCase.Steps($"[InputShape{input}] [Flatten(DataFormat = DataFormat.ChannelsFirst)]")));
        Assert.Equal((dimensions, order), (string.Join(',', step.Dimensions), string.Join(',', step.Order)));
    }

    [Theory]
    [InlineData("(1, 4, 5)")]
    [InlineData("(7, 1, 1)")]
    [InlineData("(5)")]
    public void MovesNothingWhereChannelsAreFirstAndAllOthersOne(string input) =>
        Assert.Empty(LayerCase.Steps($"[InputShape{input}] [Flatten(DataFormat = DataFormat.ChannelsFirst)]"));

    [Fact]
    public void SaysWhatIsWrong()
    {
        Assert.Equal("SHAPE0106: Flatten has DataFormat = 7, which is no member of the enum", LayerCase.Problem("[InputShape(4, 6)] [Flatten(DataFormat = (DataFormat)7)]"));
        Assert.Equal("(24)", LayerCase.OutputDespiteProblem("[InputShape(4, 6)] [Flatten(DataFormat = (DataFormat)7)]"));
    }
}
