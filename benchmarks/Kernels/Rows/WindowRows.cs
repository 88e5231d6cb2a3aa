using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Pooling over windows, limited by reading its input. ONNX Runtime has it as it wants it, with channels first.</summary>
internal static class WindowRows
{
    private const int Size = 28;
    private const int Channels = 64;

    public static IEnumerable<RowDefinition> All() =>
    [
        Pool("max-2x2", "MaxPooling 2x2 on (28,28,64)", 0.85, 4, true, 2, static (n, x, y) => { for (; n > 0; n--) { MaxWindows2x2.Forward(x, y); } }),
        Pool("max-3x3", "MaxPooling 3x3 stride 2 on (28,28,64)", 0.85, 4, true, 3, static (n, x, y) => { for (; n > 0; n--) { MaxWindows3x3.Forward(x, y); } }),
        Pool("mean-2x2", "AveragePooling 2x2 on (28,28,64)", 0.60, 4, false, 2, static (n, x, y) => { for (; n > 0; n--) { MeanWindows2x2.Forward(x, y); } }),
    ];

    private static RowDefinition Pool(string name, string workload, double share, double onnx, bool isMaximum, int window, Repeat<float> model) =>
        new(name, workload, new() { Share = share, Onnx = onnx }, () =>
        {
            const int Stride = 2;
            int outputs = ((Size - window) / Stride) + 1;
            var input = Buffer<float>.Random(Size * Size * Channels, 1);
            var first = new Buffer<float>(input.Length);
            ConvWeights.ChannelsFirst(input.Span, Channels).CopyTo(first.Span);
            OnnxGraph<float> graph = new OnnxGraph<float>(1, Channels, Size, Size).Pool(isMaximum, [window, window], [Stride, Stride], [0, 0, 0, 0]);
            return new RowBuilder<float>(input, outputs * outputs * Channels)
                .ShapeGen(model)
                .OnnxChannelsFirst(graph, first, Channels, 1, Channels, outputs, outputs)
                .LimitedByReading()
                .Build();
        });
}
