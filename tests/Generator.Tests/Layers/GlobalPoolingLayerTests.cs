using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class GlobalPoolingLayerTests
{
    private static readonly string[] Inputs = ["(5, 8)", "(5, 6, 8)", "(5, 6, 7, 8)"];

    public static TheoryData<string, int> Layers => new()
    {
        { "GlobalAveragePooling1D", 1 }, { "GlobalAvgPool1D", 1 }, { "GlobalMaxPooling1D", 1 }, { "GlobalMaxPool1D", 1 },
        { "GlobalAveragePooling2D", 2 }, { "GlobalAvgPool2D", 2 }, { "GlobalMaxPooling2D", 2 }, { "GlobalMaxPool2D", 2 },
        { "GlobalAveragePooling3D", 3 }, { "GlobalAvgPool3D", 3 }, { "GlobalMaxPooling3D", 3 }, { "GlobalMaxPool3D", 3 },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void LeavesTheChannels(string layer, int rank)
    {
        string input = $"[InputShape{Inputs[rank - 1]}]";
        string ones = string.Concat(Enumerable.Repeat("1, ", rank));
        string onesAfter = string.Concat(Enumerable.Repeat(", 1", rank));
        Assert.Equal("(8)", LayerCase.Output($"{input} [{layer}]"));
        Assert.Equal("(5)", LayerCase.Output($"{input} [{layer}(DataFormat = DataFormat.ChannelsFirst)]"));
        Assert.Equal($"({ones}8)", LayerCase.Output($"{input} [{layer}(KeepDims = true)]"));
        Assert.Equal($"(5{onesAfter})", LayerCase.Output($"{input} [{layer}(KeepDims = true, DataFormat = DataFormat.ChannelsFirst)]"));
        Assert.Empty(LayerCase.Weights($"{input} [{layer}]"));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void LowersToOnePooling(string layer, int rank)
    {
        int positions = rank switch { 1 => 5, 2 => 30, _ => 210 };
        var step = Assert.IsType<PoolStep>(Assert.Single(LayerCase.Steps($"[InputShape{Inputs[rank - 1]}] [{layer}]")));
        Assert.Equal((positions, 8, false), (step.Positions, step.Channels, step.ChannelsFirst));
        Assert.Equal(layer.Contains("Max") ? Reduction.Maximum : Reduction.Mean, step.Reduction);
        Assert.Equal(rank == 1 && !layer.Contains("Max"), step.CanMask);
        step = (PoolStep)LayerCase.Steps($"[InputShape{Inputs[rank - 1]}] [{layer}(DataFormat = DataFormat.ChannelsFirst)]").Single();
        Assert.Equal((positions / 5 * 8, 5, true), (step.Positions, step.Channels, step.ChannelsFirst));
    }

    [Theory]
    [InlineData("(5, 8, 8, 4)", "GlobalAveragePooling2D", "(4)", "GlobalAveragePooling2D expects (height, width, channels), receives (5, 8, 8, 4) from the input: leave the batch axis out of [InputShape], as in (8, 8, 4); if 5 is an axis of each sample, GlobalAveragePooling3D takes this rank")]
    [InlineData("(5, 4)", "GlobalMaxPooling2D", "(4)", "GlobalMaxPooling2D expects (height, width, channels), receives (5, 4) from the input: GlobalMaxPooling1D takes this rank; a grey image would be (5, 4, 1)")]
    [InlineData("(5, 4, 3)", "GlobalAvgPool1D(DataFormat = DataFormat.ChannelsFirst)", "(5)", "GlobalAveragePooling1D expects (features, steps), receives (5, 4, 3) from the input: leave the batch axis out of [InputShape], as in (4, 3); if 5 is an axis of each sample, GlobalAveragePooling2D takes this rank")]
    [InlineData("(5, 4, 3)", "GlobalMaxPool3D(KeepDims = true)", "(1, 1, 1, 3)", "GlobalMaxPooling3D expects (depth, height, width, channels), receives (5, 4, 3) from the input: GlobalMaxPooling2D takes this rank")]
    [InlineData("(5)", "GlobalMaxPool1D", "(5)", "GlobalMaxPooling1D expects (steps, features), receives (5) from the input: there is no spatial axis left to pool over, so remove the layer")]
    [InlineData("", "GlobalMaxPool1D", "(1)", "GlobalMaxPooling1D expects (steps, features), receives () from the input: there is no spatial axis left to pool over, so remove the layer")]
    [InlineData("(1, 2, 3, 4, 5)", "GlobalAveragePooling3D", "(5)", "GlobalAveragePooling3D expects (depth, height, width, channels), receives (1, 2, 3, 4, 5) from the input: leave the batch axis out of [InputShape], as in (2, 3, 4, 5); if 1 is an axis of each sample, no global pooling takes this rank, so reshape first")]
    public void SaysWhichRankItWants(string input, string layer, string output, string problem)
    {
        string attributes = $"[InputShape{input}] [{layer}]";
        Assert.Equal("SHAPE0103: " + problem, LayerCase.Problem(attributes));
        Assert.Equal(output, LayerCase.OutputDespiteProblem(attributes));
    }

    [Fact]
    public void PoolingTwiceNamesTheFirstPooling() => Assert.Contains(
        "receives (4) from GlobalMaxPooling1D of (5, 4)", LayerCase.Problem("[InputShape(5, 4)] [GlobalMaxPooling1D] [GlobalMaxPooling1D]"));
}
