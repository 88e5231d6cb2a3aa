using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class SeparableConvLayerTests
{
    [Theory]
    [InlineData("[InputShape(8, 8, 5)] [SeparableConv2D(7, 3)]", "(6, 6, 7)")]
    [InlineData("[InputShape(5, 5, 2)] [SeparableConv2D(2, 3, Strides = [2], DilationRate = [2])]", "(1, 1, 2)")]
    [InlineData("[InputShape(9, 5)] [SeparableConv1D(7, 3, DepthMultiplier = 3, Padding = Padding.Same)]", "(9, 7)")]
    public void MakesKerasShape(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Fact]
    public void HasKerasWeights() => Assert.Equal(
        "separable_conv2d/depthwise_kernel (3, 3, 5, 2) separable_conv2d/pointwise_kernel (1, 1, 10, 7) separable_conv2d/bias (7)",
        string.Join(' ', LayerCase.Weights("[InputShape(8, 8, 5)] [SeparableConv2D(7, 3, DepthMultiplier = 2)]")));

    /// <summary>The bias and the activation come once, at the end.</summary>
    [Fact]
    public void IsTwoSteps()
    {
        IReadOnlyList<Step> steps = LayerCase.Steps("[InputShape(8, 8, 5)] [SeparableConv2D(7, 3, Activation = Activation.Relu)]");
        Assert.Equal(2, steps.Count);
        Assert.Equal((-1, null), (Assert.IsType<DepthwiseStep>(steps[0]).Bias, ((DepthwiseStep)steps[0]).Activation));
        Assert.Equal((2, "Relu"), (Assert.IsType<ConvStep>(steps[1]).Bias, ((ConvStep)steps[1]).Activation));
    }

    [Theory]
    [InlineData("[InputShape(5, 5, 2)] [SeparableConv2D(0, 3)]", "(3, 3, 1)", "SHAPE0106: SeparableConv2D needs a positive number of filters, but 0 is declared")]
    [InlineData("[InputShape(5, 2)] [SeparableConv2D(4, 3)]", "(3, 1, 4)", "SHAPE0103: SeparableConv2D expects (height, width, channels), receives (5, 2) from the input: SeparableConv1D takes this rank; a grey image would be (5, 2, 1)")]
    public void SaysWhatIsWrong(string attributes, string output, string problem)
    {
        Assert.Equal(problem, LayerCase.Problem(attributes));
        Assert.Equal(output, LayerCase.OutputDespiteProblem(attributes));
    }
}
