using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class PoolingLayerTests
{
    [Theory]
    [InlineData("(5, 2)", "MaxPooling1D", "(2, 2)")]
    [InlineData("(5, 3)", "AveragePooling1D(3, Strides = [2], Padding = Padding.Same)", "(3, 3)")]
    [InlineData("(4, 4, 8)", "MaxPooling2D", "(2, 2, 8)")]
    [InlineData("(4, 4, 8)", "MaxPool2D(2)", "(2, 2, 8)")]
    [InlineData("(3, 7, 2)", "AvgPool2D(1, 3)", "(3, 2, 2)")]
    [InlineData("(7, 6, 5)", "MaxPooling2D(1, 2, Strides = [2], Padding = Padding.Same)", "(4, 3, 5)")]
    [InlineData("(2, 7, 8)", "MaxPooling2D(3, Strides = [3], DataFormat = DataFormat.ChannelsFirst)", "(2, 2, 2)")]
    [InlineData("(3, 4, 8)", "AveragePooling2D(2, Strides = [1, 2])", "(2, 2, 8)")]
    [InlineData("(4, 5, 3, 2)", "MaxPooling3D", "(2, 2, 1, 2)")]
    [InlineData("(2, 1, 1, 3)", "AveragePooling3D(2, Padding = Padding.Same)", "(1, 1, 1, 3)")]
    [InlineData("(1, 1, 1)", "MaxPooling2D(2147483647, Padding = Padding.Same)", "(1, 1, 1)")]
    public void HasAValueForEachWindow(string input, string layer, string output)
    {
        Assert.Equal(output, LayerCase.Output($"[InputShape{input}] [{layer}]"));
        Assert.Empty(LayerCase.Weights($"[InputShape{input}] [{layer}]"));
    }

    [Theory]
    [InlineData("(6, 6, 64)", "MaxPooling2D(3, Strides = [2], Padding = Padding.Same)", "Maximum in windows of 6 by 3, stride 2 → 3; 6 by 3, stride 2 → 3, 64 channels")]
    [InlineData("(5, 5, 64)", "AveragePooling2D(3, Strides = [2], Padding = Padding.Same)", "Mean in windows of 5 by 3, stride 2, from -1 → 3; 5 by 3, stride 2, from -1 → 3, 64 channels")]
    [InlineData("(8, 3)", "MaxPooling1D(2)", "Maximum in windows of 8 by 2, stride 2 → 4, 3 channels")]
    public void IsOneStep(string input, string layer, string step) =>
        Assert.Equal(step, Assert.Single(LayerCase.Steps($"[InputShape{input}] [{layer}]")).Describe(ElementType.Single).First());

    [Fact]
    public void BringsTheChannelsToTheEndAndBack() => Assert.Equal(
        [typeof(TransposeStep), typeof(WindowPoolStep), typeof(TransposeStep)],
        LayerCase.Steps("[InputShape(2, 4, 4)] [MaxPooling2D(DataFormat = DataFormat.ChannelsFirst)]").Select(s => s.GetType()));

    [Fact]
    public void AliasesHaveTheFullName() =>
        Assert.Equal("average_pooling2d", Parsed.Shaped("[InputShape(4, 4, 1)] [AvgPool2D(2)]").Layers[0].Name);

    [Fact]
    public void IsAViewInWindowsOfOne()
    {
        Assert.Empty(LayerCase.Steps("[InputShape(4, 4, 1)] [AveragePooling2D(1)]"));
        Assert.Equal("SHAPE0203", Assert.Single(Parsed.Shaped("[InputShape(4, 4, 1)] [AveragePooling2D(1)]").Advice).RuleId);
    }

    [Theory]
    [InlineData("(3, 3, 2)", "MaxPooling2D(4)", "SHAPE0106: MaxPooling2D pools in windows of (4, 4), larger than (3, 3, 2) from the input: use at most (3, 3), or Padding = Padding.Same")]
    [InlineData("(3, 8, 2)", "AveragePooling2D(4)", "SHAPE0106: AveragePooling2D pools in windows of (4, 4), larger than (3, 8, 2) from the input: use at most (3, 4), or Padding = Padding.Same")]
    [InlineData("(1, 2)", "MaxPooling1D", "SHAPE0106: MaxPooling1D pools in windows of 2, larger than (1, 2) from the input: use at most 1, or Padding = Padding.Same")]
    [InlineData("(4, 4, 2)", "MaxPooling2D(2, Strides = [0])", "SHAPE0106: MaxPooling2D needs positive numbers as Strides, but 0 is declared")]
    [InlineData("(4, 4, 2)", "MaxPooling2D(2, Strides = [1, 1, 1])", "SHAPE0106: MaxPooling2D takes one number or 2 as Strides, but (1, 1, 1) is declared")]
    [InlineData("(4, 2)", "AveragePooling1D(0)", "SHAPE0106: AveragePooling1D needs positive numbers as poolSize, but 0 is declared")]
    [InlineData("(4, 2)", "AveragePooling1D", "SHAPE0106: AveragePooling1D needs the size of its windows, such as 2")]
    [InlineData("(4, 4, 2)", "MaxPooling2D(2, 2, 2)", "SHAPE0106: MaxPooling2D takes one number or 2 as poolSize, but (2, 2, 2) is declared")]
    [InlineData("(4, 4, 2)", "MaxPooling2D(Padding = Padding.Causal)", "SHAPE0106: MaxPooling2D takes Padding.Valid or Padding.Same, but Padding.Causal is declared, which convolutions over steps have")]
    [InlineData("(4, 4, 2)", "MaxPooling2D(Padding = (Padding)7)", "SHAPE0106: MaxPooling2D has Padding = 7, which is no member of the enum")]
    [InlineData("(4, 4)", "MaxPooling2D(2)", "SHAPE0103: MaxPooling2D expects (height, width, channels), receives (4, 4) from the input: a grey image is (4, 4, 1); if (4, 4) is a sequence, MaxPooling1D takes this rank")]
    [InlineData("(4, 4)", "AvgPool3D(2, DataFormat = DataFormat.ChannelsFirst)", "SHAPE0103: AveragePooling3D expects (channels, depth, height, width), receives (4, 4) from the input: AveragePooling1D takes this rank")]
    public void SaysWhatIsWrong(string input, string layer, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape{input}] [{layer}]"));

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(7, 2, 3)]
    [InlineData(1, 5, 4)]
    [InlineData(100, 100, 1)]
    public void WindowsOfEqualPaddingSeeEveryPosition(int size, int window, int stride)
    {
        WindowAxis axis = WindowAxis.Of(size, window, stride, same: true);
        Assert.True(axis.IsSound);
        Assert.Equal((size + stride - 1) / stride, axis.Output);
        for (int i = 0; i < axis.Output; i++)
        {
            int start = (i * stride) - axis.Before;
            bool isWhole = start >= 0 && start + window <= size;
            Assert.Equal(isWhole, i >= axis.FirstWhole && i < axis.EndWhole);
        }
    }
}
