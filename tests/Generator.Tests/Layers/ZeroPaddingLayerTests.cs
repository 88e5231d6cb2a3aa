using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Layers;

public class ZeroPaddingLayerTests
{
    [Theory]
    [InlineData("(4, 3)", "1D", "(6, 3)")]
    [InlineData("(4, 3)", "1D(1, 2)", "(7, 3)")]
    [InlineData("(3, 4)", "1D(2, 0, DataFormat = DataFormat.ChannelsFirst)", "(3, 6)")]
    [InlineData("(4, 3, 2)", "2D", "(6, 5, 2)")]
    [InlineData("(4, 3, 2)", "2D(1, 2)", "(6, 7, 2)")]
    [InlineData("(4, 3, 2)", "2D(1, 0, 2, 3)", "(5, 8, 2)")]
    [InlineData("(2, 3, 4)", "2D(1, 0, 0, 2, DataFormat = DataFormat.ChannelsFirst)", "(2, 4, 6)")]
    [InlineData("(2, 3, 2, 5)", "3D(1, 0, 2)", "(4, 3, 6, 5)")]
    [InlineData("(2, 3, 2, 5)", "3D(0, 1, 1, 1, 2, 0)", "(3, 5, 4, 5)")]
    public void GrowsByItsZeros(string input, string layer, string output)
    {
        Assert.Equal(output, LayerCase.Output($"[InputShape{input}] [ZeroPadding{layer}]"));
        Assert.Empty(LayerCase.Weights($"[InputShape{input}] [ZeroPadding{layer}]"));
    }

    /// <summary>The width and the channels are one run, as are axes after the last that changes.</summary>
    [Theory]
    [InlineData("(4, 3, 2)", "2D(1, 2)", "copied by axis: 4 at 1 of 6; 6 at 4 of 14")]
    [InlineData("(4, 3, 2)", "2D(1, 0)", "copied by axis: 24 at 6 of 36")]
    [InlineData("(1, 3, 4)", "2D(1, 0, 0, 2, DataFormat = DataFormat.ChannelsFirst)", "copied by axis: 3 at 1 of 4; 4 at 0 of 6")]
    public void CopiesAlongTheFewestAxes(string input, string layer, string step) =>
        Assert.Equal(step, Assert.Single(LayerCase.Steps($"[InputShape{input}] [ZeroPadding{layer}]")).Describe(ElementType.Single).Single());

    [Fact]
    public void IsAViewWithoutZeros()
    {
        Assert.Empty(LayerCase.Steps("[InputShape(4, 3, 2)] [ZeroPadding2D(0)]"));
        Assert.Equal("SHAPE0203", Assert.Single(Parsed.Shaped("[InputShape(4, 3, 2)] [ZeroPadding2D(0)]").Advice).RuleId);
    }

    [Theory]
    [InlineData("(4, 3, 2)", "2D(-1)", "SHAPE0106: ZeroPadding2D needs numbers of at least 0 as padding, but -1 is declared: use Cropping2D to make the input smaller")]
    [InlineData("(4, 3, 2)", "2D(1, -2)", "SHAPE0106: ZeroPadding2D needs numbers of at least 0 as padding, but (1, -2) is declared: use Cropping2D to make the input smaller")]
    [InlineData("(4, 3, 2)", "2D(1, 2, 3)", "SHAPE0106: ZeroPadding2D takes one number, 2 or 4 as padding, but (1, 2, 3) is declared")]
    [InlineData("(4, 3)", "1D(1, 2, 3)", "SHAPE0106: ZeroPadding1D takes one number or 2 as padding, but (1, 2, 3) is declared")]
    [InlineData("(4, 3)", "2D", "SHAPE0103: ZeroPadding2D expects (height, width, channels), receives (4, 3) from the input: ZeroPadding1D takes this rank; a grey image would be (4, 3, 1)")]
    [InlineData("(4, 3, 2, 2, 2)", "3D", "SHAPE0103: ZeroPadding3D expects (depth, height, width, channels), receives (4, 3, 2, 2, 2) from the input: leave the batch axis out of [InputShape], as in (3, 2, 2, 2); if 4 is an axis of each sample, no ZeroPadding takes this rank, so reshape first")]
    public void SaysWhatIsWrong(string input, string layer, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape{input}] [ZeroPadding{layer}]"));
}
