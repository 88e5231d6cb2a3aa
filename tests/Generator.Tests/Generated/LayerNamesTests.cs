using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>Automatic layer names are Keras'; parameter names follow from them.</summary>
public class LayerNamesTests
{
    [Theory]
    [InlineData("[InputShape(4)] [Dense(4)] [Dense(4)] [Dense(4)]", "dense dense_1 dense_2")]
    [InlineData("[InputShape(4)] [Dense(4, Name = \"fc\")] [Dense(4)] [Dense(4)]", "fc dense dense_1")]
    [InlineData("[InputShape(4, 4)] [Activation(Activation.Relu)] [Dense(4)] [Activation(Activation.Tanh)] [Flatten] [Dense(4)]", "activation dense activation_1 flatten dense_1")]
    [InlineData("[InputShape(4, 4, 4)] [GlobalAveragePooling2D]", "global_average_pooling2d")]
    [InlineData("[InputShape(4, 4, 4)] [GlobalAvgPool2D]", "global_average_pooling2d")]
    [InlineData("[InputShape(4, 4)] [GlobalMaxPool1D(KeepDims = true)] [GlobalMaxPooling1D]", "global_max_pooling1d global_max_pooling1d_1")]
    [InlineData("[InputShape(4, 4)] [Permute(2, 1)] [Reshape(16)] [Dropout(0.5)]", "permute reshape dropout")]
    public void LayersAreNamedAsKerasNamesThem(string attributes, string names) =>
        Assert.Equal(names, string.Join(' ', Parsed.Shaped(attributes).Layers.Select(l => l.Name)));

    [Theory]
    [InlineData("Dense", "dense")]
    [InlineData("GlobalAveragePooling2D", "global_average_pooling2d")]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("ConvLSTM2D", "conv_lstm2d")]
    [InlineData("BatchNormalization", "batch_normalization")]
    [InlineData("LeakyReLU", "leaky_re_lu")]
    [InlineData("ReLU", "re_lu")]
    [InlineData("LSTM", "lstm")]
    [InlineData("Conv1DTranspose", "conv1d_transpose")]
    [InlineData("IInput", "i_input")]
    public void ClassNamesBecomeSnakeCase(string typeName, string expected) => Assert.Equal(expected, LayerNames.ToSnakeCase(typeName));

    [Theory]
    [InlineData("dense_kernel", "denseKernel")]
    [InlineData("dense_1_kernel", "dense1Kernel")]
    [InlineData("Head_bias", "headBias")]
    [InlineData("1st_kernel", "_1stKernel")]
    [InlineData("a b-c_kernel", "aBCKernel")]
    [InlineData("größe_bias", "größeBias")]
    [InlineData("_x", "x")]
    [InlineData("class", "@class")]
    [InlineData("___", "_")]
    public void WeightNamesBecomeParameterNames(string weight, string expected) => Assert.Equal([expected], ParameterNames.Of([weight]));

    [Fact]
    public void CollidingParametersAreNumbered() =>
        Assert.Equal(["aKernel", "aKernel_2", "aKernel_3", "@in", "in_2"], ParameterNames.Of(["a_kernel", "a kernel", "a-kernel", "in", "In"]));

    [Fact]
    public void FromWeightsTakesTheseNames()
    {
        using LoadedAssembly consumer = GeneratorRun.Of("""
            using ShapeGen;
            [InputShape(4)] [Dense(4)] [Dense(4, Name = "fc 1")] [Dense(4, Name = "fc.1")] [Dense(4, Name = "2nd", UseBias = false)] public sealed partial class M;
            """).Load();
        Assert.Equal(
            ["denseKernel", "denseBias", "fc1Kernel", "fc1Bias", "fc1Kernel_2", "fc1Bias_2", "_2ndKernel"],
            consumer.Type("M").GetMethod("FromWeights")!.GetParameters().Select(p => p.Name!));
    }
}
