namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Where a normalisation or a factor becomes a part of the weights beside it, and where it stays a step.</summary>
public class FoldNormalizationsTests
{
    [Theory]
    [InlineData("[InputShape(6)] [Dense(4)] [BatchNormalization] [ReLU]", "Dense*norm+Relu")]
    [InlineData("[InputShape(6)] [Dense(4, UseBias = false)] [Dropout(0.5)] [BatchNormalization(Scale = false)]", "Dense*norm")]
    [InlineData("[InputShape(6, 6, 3)] [Conv2D(4, 3)] [BatchNormalization] [Activation(Activation.Relu)]", "Conv*norm+Relu")]
    [InlineData("[InputShape(6, 6, 3)] [DepthwiseConv2D(3)] [BatchNormalization]", "Depthwise*norm")]
    [InlineData("[InputShape(6, 6, 3)] [Rescaling(0.5)] [Conv2D(4, 3, Algorithm = ConvAlgorithm.Winograd)] [BatchNormalization] [ReLU]", "Winograd*factor*norm+Relu")]
    [InlineData("[InputShape(6, 6, 3)] [SeparableConv2D(5, 3)] [BatchNormalization]", "Depthwise Conv*norm")]
    [InlineData("[InputShape(6, 6, 3)] [Conv2DTranspose(5, 3, Strides = [2])] [BatchNormalization]", "Conv*norm")]
    [InlineData("[InputShape(6, 6, 3)] [Conv2D(4, 6)] [BatchNormalization] [Flatten]", "Dense*norm")]
    [InlineData("[InputShape(3, 6, 6)] [Conv2D(4, 3, DataFormat = DataFormat.ChannelsFirst)] [BatchNormalization(Axis = 1)] [ReLU]", "Transpose Conv*norm+Relu Transpose")]
    [InlineData("[InputShape(6)] [Dense(4)] [BatchNormalization] [BatchNormalization]", "Dense*norm PerChannel")]
    public void ANormalizationAfterAProductIsFolded(string attributes, string steps) => Assert.Equal(steps, StepText.Of(attributes));

    [Theory]
    [InlineData("[InputShape(6, 6, 3)] [BatchNormalization] [Conv2D(4, 3, Padding = Padding.Same)]", "PerChannel Conv")]
    [InlineData("[InputShape(6)] [BatchNormalization] [Dense(4)]", "PerChannel Dense")]
    [InlineData("[InputShape(6)] [Dense(4, Activation = Activation.Relu)] [BatchNormalization]", "Dense+Relu PerChannel")]
    [InlineData("[InputShape(5, 6)] [Dense(4)] [BatchNormalization(Axis = 1)]", "Dense PerChannel")]
    [InlineData("[InputShape(6)] [Dense(12)] [Reshape(3, 4)] [BatchNormalization]", "Dense PerChannel")]
    [InlineData("[InputShape<System.Half>(6)] [Dense(4)] [BatchNormalization]", "Widen Dense PerChannel")]
    [InlineData("[InputShape(6)] [Dense(4, Name = \"a\")] [BatchNormalization] [Multiply(\"a\")]", "Dense PerChannel Multiply")]
    [InlineData("[InputShape(6)] [Dense(4, Name = \"a\")] [BatchNormalization(Name = \"b\")] [Output(\"a\")] [Output(\"b\")]", "Dense PerChannel")]
    [InlineData("[InputShape(6)] [Dense(4)] [LayerNormalization]", "Dense Normalize")]
    public void WhatIsNotTheSameStaysAStep(string attributes, string steps) => Assert.Equal(steps, StepText.Of(attributes));

    [Theory]
    [InlineData("[InputShape(6, 6, 3)] [Rescaling(0.25)] [Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization]", "Conv*factor*norm")]
    [InlineData("[InputShape(6)] [Rescaling(0.25)] [Dense(4)]", "Dense*factor")]
    [InlineData("[InputShape(6)] [Rescaling(0.25)] [Rescaling(3)] [Dense(4)]", "Dense*factor")]
    [InlineData("[InputShape(6)] [Rescaling(0.25, Offset = [1])] [Dense(4)]", "PerChannel Dense")]
    [InlineData("[InputShape(2)] [Rescaling([0.25, 0.5])] [Dense(4)]", "PerChannel Dense")]
    [InlineData("[InputShape(6)] [Rescaling(0.0)] [Dense(4)]", "PerChannel Dense")]
    [InlineData("[InputShape<System.Half>(6)] [Rescaling(0.25)] [Dense(4)]", "PerChannel Dense")]
    [InlineData("[InputShape(6)] [Rescaling(0.25, Name = \"a\")] [Dense(6)] [Add(\"a\")]", "PerChannel Dense+other")]
    public void AFactorOfTheInputIsFolded(string attributes, string steps) => Assert.Equal(steps, StepText.Of(attributes));

    /// <summary>Files, <c>FromWeights</c> and the summary do not see what is folded.</summary>
    [Fact]
    public void TheWeightsStayTheLayers()
    {
        const string Attributes = "[InputShape(6)] [Dense(4, UseBias = false)] [BatchNormalization]";
        Assert.Equal(
            ["dense/kernel (6, 4)", "batch_normalization/gamma (4)", "batch_normalization/beta (4)", "batch_normalization/moving_mean (4)", "batch_normalization/moving_variance (4)"],
            Layers.LayerCase.Weights(Attributes));
        Assert.Equal([[0, 1, 4], [1, 2, 3, 4]], Parsed.Plan(Attributes).Weights.Select(weight => weight.Sources));
    }

    [Fact]
    public void RepeatedBlocksWithNormalizationsShareAKernel()
    {
        string text = GeneratorRun.Of("""
            using ShapeGen;
            [Block] [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU] public partial class B;
            [InputShape(6, 6, 8)] [Apply<B>(Repeat = 5)] public partial class M;
            """).Files["M.g.cs"];
        Assert.Equal(2, text.Split("internal static void Step").Length);
    }
}
