using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

public sealed class WeightSourceTests
{
    private const int Inputs = 300;
    private const int Units = 200;

    private static readonly WeightInfo s_kernel = new("dense/kernel", [Inputs, Units], typeof(float));
    private static readonly float[] s_values = [.. Enumerable.Range(0, Inputs * Units).Select(i => i * 0.5f)];

    [Fact]
    public void A_weight_that_lies_ready_is_not_copied()
    {
        using SafeTensors file = FileOf("dense/kernel", [Inputs, Units], s_values);
        using var source = new WeightSource(file);
        source.Read<float>(s_kernel, isMatrixKernel: true);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadOnlySpan<float> kernel = source.Read<float>(s_kernel, isMatrixKernel: true);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(kernel.SequenceEqual(s_values));
        Assert.InRange(allocated, 0, 1000);
    }

    [Fact]
    public void Other_types_and_PyTorchs_order_are_converted()
    {
        using SafeTensors keras = FileOf("dense/kernel", [Inputs, Units], s_values);
        using SafeTensors pyTorch = FileOf("dense.weight", [Units, Inputs], Transposed());
        using var first = new WeightSource(keras);
        using var second = new WeightSource(pyTorch);

        Assert.Equal(s_values.Select(v => (double)v), first.Read<double>(s_kernel, isMatrixKernel: true).ToArray());
        Assert.Equal(s_values, second.Read<float>(s_kernel, isMatrixKernel: true).ToArray());
    }

    [Fact]
    public void A_file_that_is_closed_meanwhile_stays_until_the_source_is_disposed()
    {
        SafeTensors file = FileOf("dense/kernel", [Inputs, Units], s_values);
        using (var source = new WeightSource(file))
        {
            ReadOnlySpan<float> kernel = source.Read<float>(s_kernel, isMatrixKernel: true);
            file.Dispose();
            Assert.True(kernel.SequenceEqual(s_values));
        }

        Assert.Throws<ObjectDisposedException>(() =>
        {
            using var source = new WeightSource(file);
        });
    }

    [Fact]
    public void A_missing_weight_and_no_file_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new WeightSource(null!).Dispose());
        using SafeTensors file = FileOf("other", [1], [1f]);
        Assert.Throws<SafeTensorsException>(() =>
        {
            using var source = new WeightSource(file);
            source.Read<float>(s_kernel, isMatrixKernel: true);
        });
    }

    private static float[] Transposed() =>
        [.. Enumerable.Range(0, Inputs * Units).Select(i => s_values[(i % Inputs * Units) + (i / Inputs)])];

    private static SafeTensors FileOf(string name, int[] shape, float[] values)
    {
        using var stream = new MemoryStream();
        new SafeTensorsWriter().Add(name, shape, values).WriteTo(stream);
        stream.Position = 0;
        return SafeTensors.Read(stream);
    }
}
