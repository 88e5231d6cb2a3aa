using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Layers;

public class RegularizationLayerTests
{
    [Theory]
    [InlineData("(4, 6)", "SpatialDropout1D(0.3)")]
    [InlineData("(4, 6, 2)", "SpatialDropout2D(0.3, DataFormat = DataFormat.ChannelsFirst)")]
    [InlineData("(4, 6, 2, 3)", "SpatialDropout3D(0.3)")]
    [InlineData("(5)", "GaussianNoise(0.1)")]
    [InlineData("(5)", "GaussianDropout(0.5)")]
    [InlineData("(5)", "AlphaDropout(0)")]
    [InlineData("(5)", "ActivityRegularization")]
    [InlineData("()", "ActivityRegularization(L1 = 0.1, L2 = 0.01)")]
    public void IsTheIdentity(string input, string layer)
    {
        Assert.Equal(input, LayerCase.Output($"[InputShape{input}] [{layer}]"));
        Assert.Empty(LayerCase.Weights($"[InputShape{input}] [{layer}]"));
        Assert.Empty(LayerCase.Steps($"[InputShape{input}] [{layer}]"));
        Assert.Equal("SHAPE0203", Assert.Single(Parsed.Shaped($"[InputShape{input}] [{layer}]").Advice).RuleId);
    }

    [Theory]
    [InlineData("(4, 6)", "SpatialDropout2D(0.3)", "SHAPE0103: SpatialDropout2D expects (height, width, channels), receives (4, 6) from the input: SpatialDropout1D takes this rank; a grey image would be (4, 6, 1)")]
    [InlineData("(4)", "SpatialDropout1D(0.3)", "SHAPE0103: SpatialDropout1D expects (steps, features), receives (4) from the input: there is no spatial axis, so remove the layer or reshape first")]
    [InlineData("(4, 6)", "SpatialDropout1D(1.5)", "SHAPE0106: SpatialDropout1D needs a rate between 0 and 1, but 1.5 is declared")]
    [InlineData("(4)", "GaussianNoise(-1)", "SHAPE0106: GaussianNoise needs a finite number of at least 0 as stddev, but -1 is declared")]
    [InlineData("(4)", "GaussianDropout(2)", "SHAPE0106: GaussianDropout needs a rate between 0 and 1, but 2 is declared")]
    [InlineData("(4)", "AlphaDropout(double.NaN)", "SHAPE0106: AlphaDropout needs a rate between 0 and 1, but NaN is declared")]
    [InlineData("(4)", "ActivityRegularization(L2 = -0.1)", "SHAPE0106: ActivityRegularization needs a finite number of at least 0 as L2, but -0.1 is declared")]
    public void SaysWhatIsWrong(string input, string layer, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape{input}] [{layer}]"));
}
