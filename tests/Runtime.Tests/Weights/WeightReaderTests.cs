using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

public sealed class WeightReaderTests
{
    private static readonly WeightInfo s_kernel = new("dense/kernel", [3, 2], typeof(float));
    private static readonly WeightInfo s_bias = new("dense/bias", [2], typeof(float));

    [Fact]
    public void Reads_Keras_names_in_Keras_order()
    {
        using SafeTensors file = FileOf(writer => writer
            .Add("dense/kernel", [3, 2], [1f, 2, 3, 4, 5, 6])
            .Add("dense/bias", [2], [7.0, 8.0])
            .Add("other", [1], [0f]));

        Assert.Equal([1f, 2, 3, 4, 5, 6], WeightReader.Read<float>(file, s_kernel, isMatrixKernel: true));
        Assert.Equal([7.0, 8.0], WeightReader.Read<double>(file, s_bias, isMatrixKernel: false));
        Assert.Equal([(Half)7, (Half)8], WeightReader.Read<Half>(file, s_bias, isMatrixKernel: false));
    }

    [Fact]
    public void Transposes_PyTorchs_kernel()
    {
        using SafeTensors file = FileOf(writer => writer
            .Add("dense.weight", [2, 3], [1f, 3, 5, 2, 4, 6])
            .Add("dense.bias", [2], [7f, 8]));

        Assert.Equal([1f, 2, 3, 4, 5, 6], WeightReader.Read<float>(file, s_kernel, isMatrixKernel: true));
        Assert.Equal([7f, 8], WeightReader.Read<float>(file, s_bias, isMatrixKernel: false));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 16)]
    [InlineData(17, 5)]
    [InlineData(5, 33)]
    [InlineData(100, 47)]
    public void Transposes_matrices_of_all_sizes(int inputs, int units)
    {
        float[] stored = new float[units * inputs];
        for (int unit = 0; unit < units; unit++)
        {
            for (int input = 0; input < inputs; input++)
            {
                stored[(unit * inputs) + input] = (1000 * unit) + input;
            }
        }

        using SafeTensors file = FileOf(writer => writer.Add("fc.weight", [units, inputs], stored));
        double[] kernel = WeightReader.Read<double>(file, new WeightInfo("fc/kernel", [inputs, units], typeof(double)), isMatrixKernel: true);

        Assert.Equal(stored.Length, kernel.Length);
        for (int input = 0; input < inputs; input++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                Assert.Equal((1000 * unit) + input, kernel[(input * units) + unit]);
            }
        }
    }

    [Fact]
    public void Keras_name_wins_where_both_exist()
    {
        using SafeTensors file = FileOf(writer => writer
            .Add("dense/bias", [2], [1f, 2])
            .Add("dense.bias", [2], [3f, 4]));

        Assert.Equal([1f, 2], WeightReader.Read<float>(file, s_bias, isMatrixKernel: false));
    }

    [Fact]
    public void Layer_names_may_hold_slashes_and_dots()
    {
        using SafeTensors file = FileOf(writer => writer
            .Add("encoder/block.0/dense.bias", [2], [1f, 2])
            .Add("encoder.block/dense.weight", [2, 1], [3f, 4]));

        Assert.Equal([1f, 2], WeightReader.Read<float>(file, new WeightInfo("encoder/block.0/dense/bias", [2], typeof(float)), isMatrixKernel: false));
        Assert.Equal([3f, 4], WeightReader.Read<float>(file, new WeightInfo("encoder.block/dense/kernel", [1, 2], typeof(float)), isMatrixKernel: true));
    }

    [Fact]
    public void A_missing_weight_names_both_spellings_and_what_is_there()
    {
        using SafeTensors file = FileOf(writer => writer.Add("fc.weight", [2, 3], new float[6]));

        AssertMessage(
            "Weight \"dense/kernel\" (3, 2) is missing, and so is \"dense.weight\", its name in PyTorch; the file holds \"fc.weight\".",
            () => WeightReader.Read<float>(file, s_kernel, isMatrixKernel: true));
        AssertMessage(
            "Weight \"dense/bias\" (2) is missing, and so is \"dense.bias\", its name in PyTorch; the file holds \"fc.weight\".",
            () => WeightReader.Read<float>(file, s_bias, isMatrixKernel: false));
        AssertMessage(
            "Weight \"fc/kernel\" (3, 3, 1, 2) is missing; the file holds \"fc.weight\".",
            () => WeightReader.Read<float>(file, new WeightInfo("fc/kernel", [3, 3, 1, 2], typeof(float)), isMatrixKernel: false));
        AssertMessage(
            "Weight \"kernel\" (3, 2) is missing; the file holds \"fc.weight\".",
            () => WeightReader.Read<float>(file, new WeightInfo("kernel", [3, 2], typeof(float)), isMatrixKernel: true));
    }

    [Fact]
    public void A_wrong_shape_is_explained()
    {
        using SafeTensors keras = FileOf(writer => writer.Add("dense/kernel", [3, 4], new float[12]).Add("dense/bias", [3], new float[3]));
        using SafeTensors pyTorch = FileOf(writer => writer.Add("dense.weight", [4, 3], new float[12]));

        AssertMessage(
            "Tensor \"dense/kernel\": expected shape (3, 2), (in, units) as Keras stores it, found (3, 4).",
            () => WeightReader.Read<float>(keras, s_kernel, isMatrixKernel: true));
        AssertMessage(
            "Tensor \"dense/bias\": expected shape (2), found (3).",
            () => WeightReader.Read<float>(keras, s_bias, isMatrixKernel: false));
        AssertMessage(
            "Tensor \"dense.weight\": expected shape (2, 3), (units, in) as PyTorch stores it, found (4, 3).",
            () => WeightReader.Read<float>(pyTorch, s_kernel, isMatrixKernel: true));
    }

    [Fact]
    public void A_transposed_kernel_is_recognised()
    {
        using SafeTensors keras = FileOf(writer => writer.Add("dense/kernel", [2, 3], new float[6]));
        using SafeTensors pyTorch = FileOf(writer => writer.Add("dense.weight", [3, 2], new float[6]));

        AssertMessage(
            "Tensor \"dense/kernel\": expected shape (3, 2), (in, units) as Keras stores it, found (2, 3). That is PyTorch's order under a Keras name: transpose the tensor, or store it as \"dense.weight\".",
            () => WeightReader.Read<float>(keras, s_kernel, isMatrixKernel: true));
        AssertMessage(
            "Tensor \"dense.weight\": expected shape (2, 3), (units, in) as PyTorch stores it, found (3, 2). That is Keras' order under a PyTorch name: transpose the tensor, or store it as \"dense/kernel\".",
            () => WeightReader.Read<float>(pyTorch, s_kernel, isMatrixKernel: true));
    }

    [Fact]
    public void A_wrong_type_is_explained()
    {
        using SafeTensors file = WeightsFile.Read(WeightsFile.Build("""{"dense/bias":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]));

        AssertMessage(
            "Tensor \"dense/bias\": expected type F32, F64, F16 or BF16, found \"I32\".",
            () => WeightReader.Read<float>(file, s_bias, isMatrixKernel: false));
    }

    [Fact]
    public void Only_matrices_can_be_matrix_kernels()
    {
        using SafeTensors file = FileOf(writer => writer.Add("dense/bias", [2], new float[2]));

        Assert.Throws<ArgumentException>("isMatrixKernel", () => WeightReader.Read<float>(file, s_bias, isMatrixKernel: true));
        Assert.Throws<ArgumentNullException>("file", () => WeightReader.Read<float>(null!, s_bias, isMatrixKernel: false));
    }

    private static SafeTensors FileOf(Action<SafeTensorsWriter> fill)
    {
        var writer = new SafeTensorsWriter();
        fill(writer);
        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        return WeightsFile.Read(stream.ToArray());
    }

    private static void AssertMessage(string expected, Action read) =>
        Assert.Equal(expected, Assert.Throws<SafeTensorsException>(read).Message);
}
