using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class BatchNormalizationLayerTests
{
    [Theory]
    [InlineData("", "gamma (4),beta (4),moving_mean (4),moving_variance (4)")]
    [InlineData("(Axis = 1)", "gamma (2),beta (2),moving_mean (2),moving_variance (2)")]
    [InlineData("(Center = false)", "gamma (4),moving_mean (4),moving_variance (4)")]
    [InlineData("(Scale = false)", "beta (4),moving_mean (4),moving_variance (4)")]
    [InlineData("(Center = false, Scale = false, Momentum = 0.9)", "moving_mean (4),moving_variance (4)")]
    public void HasKerasWeightsInKerasOrder(string arguments, string weights)
    {
        string attributes = $"[InputShape(2, 3, 4)] [BatchNormalization{arguments}]";
        Assert.Equal("(2, 3, 4)", LayerCase.Output(attributes));
        Assert.Equal(weights.Split(',').Select(w => $"batch_normalization/{w}"), LayerCase.Weights(attributes));
    }

    [Theory]
    [InlineData("", "(6, 4, 1): scale and shift of mean, variance + 0.001, gamma, beta", 4)]
    [InlineData("(Axis = -2, Epsilon = 1e-5)", "(2, 3, 4): scale and shift of mean, variance + 1E-05, gamma, beta", 1)]
    [InlineData("(Axis = 1, Scale = false)", "(1, 2, 12): scale and shift of mean, variance + 0.001, beta", 1)]
    public void IsAScaleAndAShiftForEachChannel(string arguments, string text, int repeats)
    {
        var step = Assert.IsType<PerChannelStep>(Assert.Single(LayerCase.Steps($"[InputShape(2, 3, 4)] [BatchNormalization{arguments}]")));
        Assert.Equal($"Affine by channel, {text}", step.Describe(ElementType.Single).First());
        Assert.Equal(repeats, step.Repeats);
    }

    [Fact]
    public void StatisticsAreNotTrained()
    {
        string summary = string.Join('\n', Generator.Emission.SummaryTable.Lines(Parsed.Shaped("[InputShape(5)] [BatchNormalization]")));
        Assert.Contains(" Total params: 20 (80.00 B)\n Trainable params: 10 (40.00 B)\n Non-trainable params: 10 (40.00 B)", summary);
    }

    [Theory]
    [InlineData("(4, 4)", "(Axis = 4)", "SHAPE0106: BatchNormalization works along axis 4, but (4, 4) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    [InlineData("(4, 4)", "(Axis = 0)", "SHAPE0106: BatchNormalization works along axis 0, but (4, 4) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    [InlineData("(4)", "(Epsilon = -1e-3)", "SHAPE0106: BatchNormalization needs a finite number of at least 0 as Epsilon, but -0.001 is declared")]
    [InlineData("(4)", "(Momentum = double.NaN)", "SHAPE0106: BatchNormalization needs a finite number as Momentum, but NaN is declared")]
    [InlineData("", "", "SHAPE0103: BatchNormalization expects (…, features), receives the scalar () from the input: insert [Flatten] before it to make it (1)")]
    public void SaysWhatIsWrong(string input, string arguments, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape{input}] [BatchNormalization{arguments}]"));
}
