using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

/// <summary>The file that <c>docs/to-safetensors.py</c> makes of a Keras model; <c>tests/Conversion</c> checks that it still makes these bytes.</summary>
public sealed class ConvertedFileTests
{
    [Theory]
    [InlineData("dense/kernel", 32 * 10)]
    [InlineData("dense/bias", 10)]
    public void The_script_writes_what_a_model_reads(string name, int length)
    {
        using SafeTensors converted = SafeTensors.Open(Path.Combine(AppContext.BaseDirectory, "mnist_gap.safetensors"));
        using SafeTensors expected = SafeTensors.Open(Path.Combine(AppContext.BaseDirectory, "gap.safetensors"));
        float[] found = new float[length];
        float[] wanted = new float[length];
        converted.CopyTo(name, found);
        expected.CopyTo(name, wanted);
        Assert.Equal(wanted, found);
        Assert.Equal(6, converted.Tensors.Count);
    }
}
