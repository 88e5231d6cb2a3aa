using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class ConvTransposeLayerTests
{
    [Theory]
    [InlineData("[InputShape(28, 28, 64)] [Conv2DTranspose(32, 3, Strides = [2], Padding = Padding.Same)]", "(56, 56, 32)")]
    [InlineData("[InputShape(3, 4, 2)] [Conv2DTranspose(2, 3, Strides = [2])]", "(7, 9, 2)")]
    [InlineData("[InputShape(4, 2)] [Conv1DTranspose(2, 2, Strides = [3])]", "(12, 2)")]
    [InlineData("[InputShape(4, 3)] [Conv1DTranspose(2, 3, Strides = [2], OutputPadding = [1])]", "(10, 2)")]
    [InlineData("[InputShape(9, 2)] [Conv1DTranspose(8, 4, Strides = [3], Padding = Padding.Same, OutputPadding = [1])]", "(25, 8)")]
    [InlineData("[InputShape(2, 3, 3)] [Conv2DTranspose(4, 3, DataFormat = DataFormat.ChannelsFirst)]", "(4, 5, 5)")]
    [InlineData("[InputShape(2, 3, 2, 1)] [Conv3DTranspose(3, 3, Strides = [2, 2, 3])]", "(5, 7, 6, 3)")]
    public void MakesKerasShape(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Fact]
    public void HasKerasWeights() => Assert.Equal(
        "conv2d_transpose/kernel (3, 3, 32, 64) conv2d_transpose/bias (32)",
        string.Join(' ', LayerCase.Weights("[InputShape(28, 28, 64)] [Conv2DTranspose(32, 3)]")));

    /// <summary>Outputs a stride apart see the same taps: of three taps two by two, and one.</summary>
    [Fact]
    public void IsAConvolutionForEachRemainder()
    {
        var step = Assert.IsType<ConvStep>(Assert.Single(LayerCase.Steps("[InputShape(4, 4, 2)] [Conv2DTranspose(3, 3, Strides = [2])]")));
        Assert.Equal([4, 2, 2, 1], step.Parts.Select(p => p.Taps));
        Assert.Equal(["8,6,2,0", "7,1", "5,3", "4"], step.Parts.Select(p => string.Join(',', p.KernelTaps)));
    }

    [Theory]
    [InlineData("[InputShape(4, 2)] [Conv1DTranspose(2, 3, Strides = [2], OutputPadding = [2])]", "(9, 2)", "SHAPE0106: Conv1DTranspose has an OutputPadding of (2) for Strides of (2): along each axis it must be less than the stride")]
    [InlineData("[InputShape(4, 4, 2)] [Conv2DTranspose(2, 3, Strides = [2], DilationRate = [2])]", "(11, 11, 2)", "SHAPE0106: Conv2DTranspose has Strides of (2, 2) and a DilationRate of (2, 2): only one of them may be more than 1")]
    [InlineData("[InputShape(4, 4, 2)] [Conv2DTranspose(2, 3, Strides = [9])]", "(36, 36, 2)", "SHAPE0106: Conv2DTranspose has Strides of (9, 9): of a transposed convolution their product is 64 at most")]
    [InlineData("[InputShape(4, 2)] [Conv1DTranspose(2, 129)]", "(132, 2)", "SHAPE0106: Conv1DTranspose has a kernel of (129): a transposed convolution takes 4096 taps at most, and 128 along the last axis")]
    [InlineData("[InputShape(4, 2)] [Conv1DTranspose(2, 3, Padding = Padding.Causal)]", "(4, 2)", "SHAPE0106: Conv1DTranspose cannot be padded causally, which only Conv1D can: use Padding.Valid or Padding.Same")]
    public void SaysWhatIsWrong(string attributes, string output, string problem)
    {
        Assert.Equal(problem, LayerCase.Problem(attributes));
        Assert.Equal(output, LayerCase.OutputDespiteProblem(attributes));
    }
}
