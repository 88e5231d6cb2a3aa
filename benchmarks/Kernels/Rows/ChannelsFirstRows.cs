using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers.Onnx;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Chains with channels first against the same chains with channels last. ONNX Runtime has channels first as well.</summary>
internal static class ChannelsFirstRows
{
    private const int Channels = 64;

    private static readonly int[] s_samePads = [1, 1, 1, 1];

    public static IEnumerable<RowDefinition> All() =>
    [
        new("conv-pair-channels-first", "two Conv2D 3x3 64→64 on 28x28, channels first", Asked, () =>
        {
            const int Size = 28;
            (ConvWeights first, ConvWeights second) = Weights(Size, Size, Channels);
            OnnxGraph<float> graph = Convolve(Convolve(new OnnxGraph<float>(1, Channels, Size, Size), first), second);
            ConvPairChannelsFirst model = ConvPairChannelsFirst.FromWeights(first.Kernel.Span, first.Bias.Span, second.Kernel.Span, second.Bias.Span);
            ConvPair last = ConvPair.FromWeights(first.Kernel.Span, first.Bias.Span, second.Kernel.Span, second.Bias.Span);
            return new RowBuilder<float>(first.FirstX, ConvPair.OutputLength)
                .ShapeGen((n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } })
                .Twin((n, x, y) => { for (; n > 0; n--) { last.Forward(x, y); } }, first.X, ConvPair.OutputLength)
                .Onnx(graph, 1, Channels, Size, Size)
                .LimitedBy(LimitLoops.MultiplyingAdding(Products(first, Size) + Products(second, Size)))
                .Build();
        }),
        new("conv-pool-channels-first", "Conv2D 64→64 on 56x56, MaxPooling2D, Conv2D 64→128, GAP, channels first", Asked, () =>
        {
            const int Size = 56;
            const int Filters = 128;
            (ConvWeights first, ConvWeights second) = Weights(Size, Size / 2, Filters);
            OnnxGraph<float> graph = Convolve(Convolve(new OnnxGraph<float>(1, Channels, Size, Size), first).Pool(true, [2, 2], [2, 2], [0, 0, 0, 0]), second).GlobalAveragePool();
            PooledPairChannelsFirst model = PooledPairChannelsFirst.FromWeights(first.Kernel.Span, first.Bias.Span, second.Kernel.Span, second.Bias.Span);
            PooledPair last = PooledPair.FromWeights(first.Kernel.Span, first.Bias.Span, second.Kernel.Span, second.Bias.Span);
            return new RowBuilder<float>(first.FirstX, Filters)
                .ShapeGen((n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } })
                .Twin((n, x, y) => { for (; n > 0; n--) { last.Forward(x, y); } }, first.X, Filters)
                .Onnx(graph, 1, Filters)
                .LimitedBy(LimitLoops.MultiplyingAdding(Products(first, Size) + Products(second, Size / 2)))
                .Build();
        }),
    ];

    private static Bars Asked => new() { PerElement = 1.1, Twin = "of channels last", Onnx = 1 };

    private static (ConvWeights First, ConvWeights Second) Weights(int size, int secondSize, int filters) => (
        new ConvWeights([size, size, Channels], [3, 3, Channels, Channels], [size, size, Channels]),
        new ConvWeights([secondSize, secondSize, Channels], [3, 3, Channels, filters], [secondSize, secondSize, filters], seed: 10));

    /// <summary>Multiply-adds; those with padding do not count.</summary>
    private static long Products(ConvWeights weights, int size) => (long)((3 * size) - 2) * ((3 * size) - 2) * weights.KernelShape[2] * weights.KernelShape[3];

    private static OnnxGraph<float> Convolve(OnnxGraph<float> graph, ConvWeights weights) => graph.Conv(
        false, weights.FirstKernel, [weights.KernelShape[3], weights.KernelShape[2], 3, 3], weights.Bias.Span, s_samePads, 1, 1);
}
