using System.Runtime.InteropServices;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

/// <summary>Kernels of convolutions in PyTorch's order: units before inputs before spatial axes.</summary>
public sealed class ConvolutionKernelTests
{
    private static readonly WeightInfo s_kernel = new("conv2d/kernel", [2, 3, 4, 5], typeof(float));

    [Fact]
    public void Units_go_last_and_spatial_axes_first()
    {
        float[] keras = [.. Enumerable.Range(0, 120).Select(i => (float)i)];
        float[] pyTorch = new float[120];
        for (int i = 0; i < keras.Length; i++)
        {
            (int row, int column, int input, int unit) = (i / 60, i / 20 % 3, i / 5 % 4, i % 5);
            pyTorch[(((((unit * 4) + input) * 2) + row) * 3) + column] = keras[i];
        }

        using SafeTensors file = FileOf("conv2d.weight", [5, 4, 2, 3], pyTorch);
        using var source = new WeightSource(file);
        Assert.Equal(keras, source.Read<float>(s_kernel, [5, 4, 2, 3]).ToArray());
    }

    /// <summary>(channels · multiplier, 1, height, width) are (height, width, channels, multiplier).</summary>
    [Fact]
    public void A_depthwise_kernel_has_its_channels_together()
    {
        using SafeTensors file = FileOf("depthwise_conv2d.weight", [4, 1, 1, 3], [0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32]);
        using var source = new WeightSource(file);
        var weight = new WeightInfo("depthwise_conv2d/kernel", [1, 3, 2, 2], typeof(float));
        Assert.Equal([0, 10, 20, 30, 1, 11, 21, 31, 2, 12, 22, 32], source.Read<float>(weight, [4, 1, 1, 3]).ToArray());
    }

    [Fact]
    public void Keras_name_with_PyTorchs_order_says_so()
    {
        using SafeTensors file = FileOf("conv2d/kernel", [5, 4, 2, 3], new float[120]);
        SafeTensorsException thrown = Assert.Throws<SafeTensorsException>(() =>
        {
            using var source = new WeightSource(file);
            source.Read<float>(s_kernel, [5, 4, 2, 3]);
        });
        Assert.EndsWith(
            "Tensor \"conv2d/kernel\": expected shape (2, 3, 4, 5), spatial axes first as Keras stores it, found (5, 4, 2, 3). That is PyTorch's order under a Keras name: transpose the tensor, or store it as \"conv2d.weight\".",
            thrown.Message);
    }

    private static SafeTensors FileOf(string name, int[] shape, float[] values) => WeightsFile.Read(WeightsFile.Build(
        $$$"""{"{{{name}}}":{"dtype":"F32","shape":[{{{string.Join(',', shape)}}}],"data_offsets":[0,{{{values.Length * 4}}}]}}""",
        MemoryMarshal.AsBytes<float>(values)));
}
