using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class UpSamplingLayerTests
{
    [Theory]
    [InlineData("(4, 3)", "1D", "(8, 3)")]
    [InlineData("(4, 3)", "1D(5)", "(20, 3)")]
    [InlineData("(2, 3, 4)", "2D", "(4, 6, 4)")]
    [InlineData("(2, 3, 4)", "2D(3, 2)", "(6, 6, 4)")]
    [InlineData("(2, 3, 4)", "2D(2, DataFormat = DataFormat.ChannelsFirst)", "(2, 6, 8)")]
    [InlineData("(2, 3, 4)", "2D(2, Interpolation = Interpolation.Bilinear)", "(4, 6, 4)")]
    [InlineData("(2, 3, 4, 5)", "3D(1, 2, 3)", "(2, 6, 12, 5)")]
    public void GrowsByItsFactors(string input, string layer, string output) =>
        Assert.Equal(output, LayerCase.Output($"[InputShape{input}] [UpSampling{layer}]"));

    [Theory]
    [InlineData("1D(3)", "(4, 3)", "copied by axis: 4 each 3 times; 3")]
    [InlineData("2D(3, 2)", "(2, 3, 4)", "copied by axis: 2 each 3 times; 3 each 2 times; 4")]
    [InlineData("2D(2, DataFormat = DataFormat.ChannelsFirst)", "(2, 3, 4)", "copied by axis: 2; 3 each 2 times; 4 each 2 times")]
    [InlineData("2D(1, 2)", "(2, 3, 4)", "copied by axis: 2; 3 each 2 times; 4")]
    public void RepeatsAlongTheFewestAxes(string layer, string input, string step) =>
        Assert.Equal(step, Assert.Single(LayerCase.Steps($"[InputShape{input}] [UpSampling{layer}]")).Describe(ElementType.Single).Single());

    [Fact]
    public void BlendsChannelsLast() => Assert.Equal(
        [typeof(TransposeStep), typeof(BilinearStep), typeof(TransposeStep)],
        LayerCase.Steps("[InputShape(2, 3, 4)] [UpSampling2D(2, Interpolation = Interpolation.Bilinear, DataFormat = DataFormat.ChannelsFirst)]").Select(s => s.GetType()));

    [Fact]
    public void IsAViewWithoutAFactor() => Assert.Empty(LayerCase.Steps("[InputShape(2, 3, 4)] [UpSampling2D(1, Interpolation = Interpolation.Bilinear)]"));

    [Theory]
    [InlineData("(4, 4, 1)", "2D(0)", "SHAPE0106: UpSampling2D needs positive numbers as size, but 0 is declared")]
    [InlineData("(4, 4, 1)", "2D(2, -1)", "SHAPE0106: UpSampling2D needs positive numbers as size, but (2, -1) is declared")]
    [InlineData("(4, 4, 1)", "2D(2, 2, 2)", "SHAPE0106: UpSampling2D takes one number or 2 as size, but (2, 2, 2) is declared")]
    [InlineData("(4, 4)", "1D(2, 2)", "SHAPE0106: UpSampling1D takes one number as size, but (2, 2) is declared")]
    [InlineData("(4, 4)", "2D", "SHAPE0103: UpSampling2D expects (height, width, channels), receives (4, 4) from the input: a grey image is (4, 4, 1); if (4, 4) is a sequence, UpSampling1D takes this rank")]
    [InlineData("(4, 4, 1)", "2D(Interpolation = (Interpolation)2)", "SHAPE0106: UpSampling2D has Interpolation = 2, which is no member of the enum")]
    public void SaysWhatIsWrong(string input, string layer, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape{input}] [UpSampling{layer}]"));
}
