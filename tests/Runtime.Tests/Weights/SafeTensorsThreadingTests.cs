using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

public sealed class SafeTensorsThreadingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_threads_read_at_once(bool fromFile)
    {
        const int Count = 50_000;
        var writer = new SafeTensorsWriter();
        for (int tensor = 0; tensor < 8; tensor++)
        {
            writer.Add($"t{tensor}", [Count], Enumerable.Repeat((float)tensor, Count).ToArray());
        }

        using var folder = new TemporaryFolder();
        writer.Save(folder.PathOf("many.safetensors"));
        using SafeTensors file = fromFile
            ? SafeTensors.Open(folder.PathOf("many.safetensors"))
            : WeightsFile.Read(File.ReadAllBytes(folder.PathOf("many.safetensors")));

        await Parallel.ForEachAsync(Enumerable.Range(0, 64), (i, _) =>
        {
            double[] values = new double[Count];
            file.CopyTo($"t{i % 8}", [Count], values.AsSpan());
            Assert.All(values, value => Assert.Equal(i % 8, value));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public async Task Dispose_during_reads_ends_them_with_the_right_exception_or_well()
    {
        const int Count = 4096;
        byte[] content = WeightsFile.Vector("F16", Count, Enumerable.Repeat((byte)0x3C, 2 * Count).ToArray());
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.safetensors", content);
        for (int round = 0; round < 50; round++)
        {
            SafeTensors file = round % 2 == 0 ? SafeTensors.Open(path) : WeightsFile.Read(content);
            using var started = new Barrier(2);
            Task reader = Task.Run(() =>
            {
                float[] values = new float[Count];
                started.SignalAndWait();
                try
                {
                    while (true)
                    {
                        file.CopyTo("x", values.AsSpan());
                        Assert.Equal(values[0], values[Count - 1]);
                    }
                }
                catch (ObjectDisposedException)
                {
                }
            });

            started.SignalAndWait();
            file.Dispose();
            await reader;
        }
    }
}
