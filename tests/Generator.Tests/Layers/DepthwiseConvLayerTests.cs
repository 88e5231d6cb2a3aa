using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class DepthwiseConvLayerTests
{
    [Theory]
    [InlineData("[InputShape(8, 8, 5)] [DepthwiseConv2D(3)]", "(6, 6, 5)")]
    [InlineData("[InputShape(8, 8, 5)] [DepthwiseConv2D(3, DepthMultiplier = 2, Padding = Padding.Same, Strides = [2])]", "(4, 4, 10)")]
    [InlineData("[InputShape(5, 8, 8)] [DepthwiseConv2D(3, DepthMultiplier = 2, DataFormat = DataFormat.ChannelsFirst)]", "(10, 6, 6)")]
    [InlineData("[InputShape(9, 5)] [DepthwiseConv1D(3, Strides = [2], DilationRate = [2])]", "(3, 5)")]
    public void MakesKerasShape(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Theory]
    [InlineData("[InputShape(8, 8, 5)] [DepthwiseConv2D(3, DepthMultiplier = 2)]", "depthwise_conv2d/kernel (3, 3, 5, 2) depthwise_conv2d/bias (10)")]
    [InlineData("[InputShape(8, 5)] [DepthwiseConv1D(3, UseBias = false)]", "depthwise_conv1d/kernel (3, 5, 1)")]
    public void HasKerasWeights(string attributes, string weights) => Assert.Equal(weights, string.Join(' ', LayerCase.Weights(attributes)));

    [Theory]
    [InlineData(1, typeof(DepthwiseStep))]
    [InlineData(2, typeof(ConvStep))]
    public void OneKernelAChannelHasLanesOfChannels(int multiplier, Type step) =>
        Assert.IsType(step, Assert.Single(LayerCase.Steps($"[InputShape(8, 8, 40)] [DepthwiseConv2D(3, DepthMultiplier = {multiplier}, Activation = Activation.Relu)]")));

    [Theory]
    [InlineData("[InputShape(5, 5, 2)] [DepthwiseConv2D(3, DepthMultiplier = 0)]", "(3, 3, 2)", "SHAPE0106: DepthwiseConv2D needs a positive number of DepthMultiplier, but 0 is declared")]
    [InlineData("[InputShape(5, 2)] [DepthwiseConv1D(3, Padding = Padding.Causal)]", "(5, 2)", "SHAPE0106: DepthwiseConv1D cannot be padded causally, which only Conv1D can: use Padding.Valid or Padding.Same")]
    [InlineData("[InputShape(2, 5, 2)] [DepthwiseConv2D(3)]", "(1, 3, 2)", "SHAPE0106: DepthwiseConv2D has a kernel of (3, 3) that is larger than the (2, 5) of (2, 5, 2) from the input: make it smaller, or pad with Padding = Padding.Same")]
    [InlineData("[InputShape(5, 5, 5, 2)] [DepthwiseConv2D(3)]", "(3, 3, 2)", "SHAPE0103: DepthwiseConv2D expects (height, width, channels), receives (5, 5, 5, 2) from the input: leave the batch axis out of [InputShape], as in (5, 5, 2); if 5 is an axis of each sample, no such layer takes this rank, so reshape first")]
    public void SaysWhatIsWrong(string attributes, string output, string problem)
    {
        Assert.Equal(problem, LayerCase.Problem(attributes));
        Assert.Equal(output, LayerCase.OutputDespiteProblem(attributes));
    }
}
