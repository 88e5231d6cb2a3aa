using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps.Recurrent;

namespace ShapeGen.Generator.Tests.Layers;

public class ConvRecurrentLayerTests
{
    [Theory]
    [InlineData("[InputShape(10, 40, 40, 3)] [ConvLSTM2D(256, 3)]", "(38, 38, 256)")]
    [InlineData("[InputShape(10, 38, 38, 3)] [ConvLSTM2D(64, 3, Padding = Padding.Same, ReturnSequences = true)]", "(10, 38, 38, 64)")]
    [InlineData("[InputShape(16, 100, 8)] [ConvLSTM1D(32, 5, Strides = [2])]", "(48, 32)")]
    [InlineData("[InputShape(2, 3, 6, 6)] [ConvLSTM2D(4, 3, DataFormat = DataFormat.ChannelsFirst, ReturnSequences = true)]", "(2, 4, 4, 4)")]
    [InlineData("[InputShape(2, 3, 6, 6, 1)] [ConvLSTM3D(4, 2)]", "(2, 5, 5, 4)")]
    public void MakesKerasShape(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Fact]
    public void HasKerasWeights() => Assert.Equal(
        "conv_lstm2d/kernel (3, 3, 3, 1024) conv_lstm2d/recurrent_kernel (3, 3, 256, 1024) conv_lstm2d/bias (1024)",
        string.Join(' ', LayerCase.Weights("[InputShape(10, 40, 40, 3)] [ConvLSTM2D(256, 3)]")));

    /// <summary>The gates of one frame alone lie in memory, and units of a partial block are followed by zeros.</summary>
    [Fact]
    public void HoldsTheGatesOfOneFrame()
    {
        var step = Assert.IsType<ConvRecurrentStep>(Assert.Single(LayerCase.Steps("[InputShape(5, 16, 16, 8)] [ConvLSTM2D(24, 3)]")));
        Assert.Equal([14 * 14 * 4 * 32, 14 * 14 * 32, 14 * 14 * 24], step.WorkspaceLengths);
        Assert.Equal((8, 24, 128), (step.Input.Channels, step.Product.Channels, step.Product.Filters));
    }

    /// <summary>The question that the project started from: 38x38 positions of 256 filters, flattened or pooled.</summary>
    [Theory]
    [InlineData("Flatten", 94_634_240)]
    [InlineData("GlobalAveragePooling2D", 65_792)]
    public void TheHeadCountsParameters(string layer, long parameters) => Assert.Equal(
        parameters,
        Parsed.Shaped($"[InputShape(10, 40, 40, 3)] [ConvLSTM2D(256, 3)] [{layer}] [Dense(256, Activation = Activation.Relu)]").Layers[2].ParameterCount);

    [Theory]
    [InlineData("[InputShape(10, 40, 40, 3)] [ConvLSTM2D(8, 3, ReturnSequences = true)] [GlobalAveragePooling2D]", "SHAPE0103: GlobalAveragePooling2D expects (height, width, channels), receives (10, 38, 38, 8) from ConvLSTM2D of (10, 40, 40, 3): GlobalAveragePooling3D takes this rank")]
    [InlineData("[InputShape(10, 40, 40, 3)] [ConvLSTM2D(8, 3, ReturnSequences = true)] [MaxPooling2D(2)]", "SHAPE0103: MaxPooling2D expects (height, width, channels), receives (10, 38, 38, 8) from ConvLSTM2D of (10, 40, 40, 3): MaxPooling3D takes this rank")]
    [InlineData("[InputShape(10, 40, 40, 3)] [ConvLSTM2D(8, 3)] [ConvLSTM2D(8, 3)]", "SHAPE0103: ConvLSTM2D expects (time, height, width, channels), receives (38, 38, 8) from ConvLSTM2D of (10, 40, 40, 3): with ReturnSequences = true there it receives (10, 38, 38, 8)")]
    [InlineData("[InputShape(38, 38, 3)] [ConvLSTM2D(8, 3)]", "SHAPE0103: ConvLSTM2D expects (time, height, width, channels), receives (38, 38, 3) from the input: the time axis is missing; Conv2D takes single frames, and ConvLSTM1D sequences of this rank")]
    [InlineData("[InputShape(10, 2, 38, 3)] [ConvLSTM2D(8, 3)]", "SHAPE0106: ConvLSTM2D has a kernel of (3, 3) that is larger than the (2, 38) of (2, 38, 3) from the time steps of (10, 2, 38, 3) from the input: make it smaller, or pad with Padding = Padding.Same")]
    [InlineData("[InputShape(10, 9, 9, 3)] [ConvLSTM2D(8, 3, Strides = [2], DilationRate = [2])]", "SHAPE0106: ConvLSTM2D has Strides of (2, 2) and a DilationRate of (2, 2): only one of them may be more than 1")]
    [InlineData("[InputShape(10, 9, 9, 3)] [ConvLSTM2D(8, 3, Padding = Padding.Causal)]", "SHAPE0106: ConvLSTM2D cannot be padded causally, which only Conv1D can: use Padding.Valid or Padding.Same")]
    [InlineData("[InputShape(10, 9, 9, 3)] [ConvLSTM2D(0, 3)]", "SHAPE0106: ConvLSTM2D needs a positive number of filters, but 0 is declared")]
    public void SaysWhatIsWrong(string attributes, string problem) => Assert.Equal(problem, LayerCase.Problem(attributes));
}
