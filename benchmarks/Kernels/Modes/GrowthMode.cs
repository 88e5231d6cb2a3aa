using System.Diagnostics;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Reporting;
using ShapeGen.Benchmarks.Rows;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>Time per sample from batch 1 to 4,096, and from 1 to 16 threads with an instance each.</summary>
internal static class GrowthMode
{
    private const int Rounds = 7;

    private static readonly int[] s_batches = [1, 4, 16, 64, 256, 1024, 4096];
    private static readonly int[] s_threads = [1, 2, 4, 8, 16];

    public static void Run()
    {
        Console.WriteLine($"{Machine.Describe("not pinned")}\n");
        Batches();
        Console.WriteLine();
        Threads();
    }

    private static void Batches()
    {
        Repeat<float> head = Head();
        Repeat<float> dense = Dense();
        Console.WriteLine("| batch | GAP (7,7,512)→256→10 softmax, ns per sample | Dense 512→256, ns per sample |");
        Console.WriteLine("|---:|---:|---:|");
        foreach (int batch in s_batches)
        {
            Console.WriteLine($"| {batch:N0} | {PerSample(head, 7 * 7 * 512, 10, batch)} | {PerSample(dense, 512, 256, batch)} |");
        }
    }

    private static string PerSample(Repeat<float> model, int inputLength, int outputLength, int batch)
    {
        var input = Buffer<float>.Random(batch * inputLength, 1);
        var output = new Buffer<float>(batch * outputLength);
        var contestant = new Contestant("ShapeGen", n => model(n, input.Span, output.Span));
        contestant.Exercise(60, 0.3);
        Thread.Sleep(120);
        contestant.Calibrate();
        return Table.Time(Statistics.Median(Enumerable.Range(0, Rounds).Select(_ => contestant.Measure())) / batch);
    }

    /// <summary>Each thread runs its own instance over its own samples; the time is the wall's, over all samples of all threads.</summary>
    private static void Threads()
    {
        Console.WriteLine("| threads | GAP (7,7,512)→256→10 softmax, ns per sample | speed-up | Dense 512→256, ns per sample | speed-up |");
        Console.WriteLine("|---:|---:|---:|---:|---:|");
        double head = double.NaN;
        double dense = double.NaN;
        foreach (int threads in s_threads)
        {
            double headTime = Concurrently(threads, Head, 7 * 7 * 512, 10, 20_000);
            double denseTime = Concurrently(threads, Dense, 512, 256, 20_000);
            (head, dense) = threads == 1 ? (headTime, denseTime) : (head, dense);
            Console.WriteLine($"| {threads} | {Table.Time(headTime)} | {head / headTime:F2}x | {Table.Time(denseTime)} | {dense / denseTime:F2}x |");
        }
    }

    private static double Concurrently(int threads, Func<Repeat<float>> create, int inputLength, int outputLength, int samples) =>
        Statistics.Median(Enumerable.Range(0, Rounds).Select(_ => OneRound(threads, create, inputLength, outputLength, samples)));

    private static double OneRound(int threads, Func<Repeat<float>> create, int inputLength, int outputLength, int samples)
    {
        using var start = new Barrier(threads + 1);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            Repeat<float> model = create();
            var input = Buffer<float>.Random(inputLength, i);
            var output = new Buffer<float>(outputLength);
            model(200, input.Span, output.Span);
            start.SignalAndWait();
            model(samples / threads, input.Span, output.Span);
        }))];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        start.SignalAndWait();
        long before = Stopwatch.GetTimestamp();
        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        return Stopwatch.GetElapsedTime(before).TotalSeconds / (samples / threads * threads);
    }

    private static Repeat<float> Head()
    {
        var first = new DenseWeights<float>(512, 256);
        var second = new DenseWeights<float>(256, 10);
        PoolingHead model = PoolingHead.FromWeights(first.Kernel, first.Bias, second.Kernel, second.Bias);
        return (n, x, y) => { for (; n > 0; n--) { model.ForwardBatch(x, y); } };
    }

    private static Repeat<float> Dense()
    {
        var weights = new DenseWeights<float>(512, 256);
        Dense512To256 model = Dense512To256.FromWeights(weights.Kernel, weights.Bias);
        return (n, x, y) => { for (; n > 0; n--) { model.ForwardBatch(x, y); } };
    }
}
