using System.Numerics;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Global pooling, channels last and channels first. All are limited by reading their input.</summary>
internal static class PoolingRows
{
    /// <summary>Where a plain array may lie: across the boundaries of all cache lines.</summary>
    private const int Misaligned = 16;

    private static readonly Bars Second = new() { Share = 0.85, Primitives = 1 };

    public static IEnumerable<RowDefinition> All() =>
    [
        Average<float>("gap-7x7x64", "GAP (7,7,64), aligned", new() { Share = 0.9, Primitives = 7, Onnx = 30 }, 7, 7, 64, static (n, x, y) => { for (; n > 0; n--) { Gap7x7x64.Forward(x, y); } }),
        Average<float>("gap-7x7x64-misaligned", "GAP (7,7,64), plain array", new() { Share = 0.85, Primitives = 5, Onnx = 30 }, 7, 7, 64, static (n, x, y) => { for (; n > 0; n--) { Gap7x7x64.Forward(x, y); } }, Misaligned),
        Max("gmp-7x7x64", "GMP (7,7,64)", new() { Share = 0.6, Primitives = 3 }, 7, 7, 64, static (n, x, y) => { for (; n > 0; n--) { Gmp7x7x64.Forward(x, y); } }),
        Average<float>("gap-7x7x512", "GAP (7,7,512)", Second, 7, 7, 512, static (n, x, y) => { for (; n > 0; n--) { Gap7x7x512.Forward(x, y); } }),
        Max("gmp-7x7x512", "GMP (7,7,512)", Second, 7, 7, 512, static (n, x, y) => { for (; n > 0; n--) { Gmp7x7x512.Forward(x, y); } }),
        Average<float>("gap-7x7x2048", "GAP (7,7,2048)", Second, 7, 7, 2048, static (n, x, y) => { for (; n > 0; n--) { Gap7x7x2048.Forward(x, y); } }),
        Max("gmp-7x7x2048", "GMP (7,7,2048)", Second, 7, 7, 2048, static (n, x, y) => { for (; n > 0; n--) { Gmp7x7x2048.Forward(x, y); } }),
        Average<float>("gap-14x14x256", "GAP (14,14,256)", Second, 14, 14, 256, static (n, x, y) => { for (; n > 0; n--) { Gap14x14x256.Forward(x, y); } }),
        Max("gmp-14x14x256", "GMP (14,14,256)", Second, 14, 14, 256, static (n, x, y) => { for (; n > 0; n--) { Gmp14x14x256.Forward(x, y); } }),
        Average<double>("gap-7x7x512-double", "GAP (7,7,512) double", Second, 7, 7, 512, static (n, x, y) => { for (; n > 0; n--) { Gap7x7x512Double.Forward(x, y); } }),
        Average<Half>("gap-7x7x512-half", "GAP (7,7,512) Half", Second, 7, 7, 512, static (n, x, y) => { for (; n > 0; n--) { Gap7x7x512Half.Forward(x, y); } }),
        Average<float>("gap-240x240x128", "GAP (240,240,128)", new() { Share = 0.9 }, 240, 240, 128, static (n, x, y) => { for (; n > 0; n--) { Gap240x240x128.Forward(x, y); } }),
        Average<float>("gap-16x16x64-batch16", "GAP (16,16,64), batch 16", new() { Share = 0.95 }, 16, 16, 64, static (n, x, y) => { for (; n > 0; n--) { Gap16x16x64.ForwardBatch(x, y); } }, batch: 16),
        ChannelsFirst("gap-64x7x7-first", "GAP (64,7,7) channels first", new() { Primitives = 3.5 }, 64, static (n, x, y) => { for (; n > 0; n--) { Gap64x7x7First.Forward(x, y); } }),
        ChannelsFirst("gap-512x7x7-first", "GAP (512,7,7) channels first", new() { Share = 0.9 }, 512, static (n, x, y) => { for (; n > 0; n--) { Gap512x7x7First.Forward(x, y); } }),
        ChannelsFirst("gap-2048x7x7-first", "GAP (2048,7,7) channels first", new() { Share = 0.9 }, 2048, static (n, x, y) => { for (; n > 0; n--) { Gap2048x7x7First.Forward(x, y); } }),
        Odd("odd-5x3x17", 5, 3, 17, static (n, x, y) => { for (; n > 0; n--) { Gap5x3x17.Forward(x, y); } }, 16, static (n, x, y) => { for (; n > 0; n--) { Gap5x3x16.Forward(x, y); } }),
        Odd("odd-9x7x33", 9, 7, 33, static (n, x, y) => { for (; n > 0; n--) { Gap9x7x33.Forward(x, y); } }, 32, static (n, x, y) => { for (; n > 0; n--) { Gap9x7x32.Forward(x, y); } }),
        Odd("odd-11x13x100", 11, 13, 100, static (n, x, y) => { for (; n > 0; n--) { Gap11x13x100.Forward(x, y); } }, 96, static (n, x, y) => { for (; n > 0; n--) { Gap11x13x96.Forward(x, y); } }),
    ];

    private static RowDefinition Average<T>(string name, string workload, Bars bars, int height, int width, int channels, Repeat<T> model, int misalignment = 0, int batch = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(name, workload, bars, () => Averaging(height, width, channels, model, misalignment, batch).Build());

    private static RowDefinition Odd(string name, int height, int width, int channels, Repeat<float> model, int evenChannels, Repeat<float> even) =>
        new(name, $"GAP ({height},{width},{channels})", new() { PerElement = 1.5 }, () => Averaging(height, width, channels, model, 0, 1)
            .Twin(even, Buffer<float>.Random(height * width * evenChannels, 2), evenChannels)
            .Build());

    private static RowBuilder<T> Averaging<T>(int height, int width, int channels, Repeat<T> model, int misalignment, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int sample = height * width * channels;
        return new RowBuilder<T>(Buffer<T>.Random(batch * sample, 1, 1, misalignment), batch * channels)
            .ShapeGen(model)
            .HandWritten(Batched<T>(sample, channels, HandWritten.AveragePool))
            .Primitives(Batched<T>(sample, channels, Primitives.AveragePool))
            .Onnx(new OnnxGraph<T>(batch, height, width, channels).ReduceOverImage(isMaximum: false), batch, channels)
            .LimitedByReading();
    }

    private static RowDefinition Max(string name, string workload, Bars bars, int height, int width, int channels, Repeat<float> model) =>
        new(name, workload, bars, () => new RowBuilder<float>(Buffer<float>.Random(height * width * channels, 1), channels)
            .ShapeGen(model)
            .HandWritten(HandWritten.MaxPool)
            .Primitives(Primitives.MaxPool)
            .Onnx(new OnnxGraph<float>(1, height, width, channels).ReduceOverImage(isMaximum: true), 1, channels)
            .LimitedByReading()
            .Build());

    private static RowDefinition ChannelsFirst(string name, string workload, Bars bars, int channels, Repeat<float> model) =>
        new(name, workload, bars, () => new RowBuilder<float>(Buffer<float>.Random(channels * 49, 1), channels)
            .ShapeGen(model)
            .HandWritten(HandWritten.AveragePoolChannelsFirst)
            .Primitives(Primitives.AveragePoolChannelsFirst)
            .Onnx(new OnnxGraph<float>(1, channels, 7, 7).GlobalAveragePool(), 1, channels)
            .LimitedByReading()
            .Build());

    private static Run<T> Batched<T>(int inputLength, int outputLength, Run<T> run) => (x, y) =>
    {
        for (int at = 0, to = 0; at < x.Length; at += inputLength, to += outputLength)
        {
            run(x.Slice(at, inputLength), y.Slice(to, outputLength));
        }
    };
}
