using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers.Onnx;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>
/// Convolutions, limited by their multiply-adds, and depthwise ones by those or by reading as much as they read and write. ONNX Runtime
/// has input and output as it wants them, with channels first.
/// </summary>
internal static class ConvRows
{
    /// <summary>Lanes of a block of <see langword="float"/>.</summary>
    private const int Block = 16;

    public static IEnumerable<RowDefinition> All() =>
    [
        Conv("conv-3x3-valid", "Conv2D 3x3 64→64 on 28x28", 0.95, 1.1, [28, 28, 64], [3, 3, 64, 64], [26, 26, 64], [], w =>
        {
            Conv3x3Valid model = Conv3x3Valid.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("conv-3x3-same", "Conv2D 3x3 64→64 on 28x28, same", 0.92, 1.1, [28, 28, 64], [3, 3, 64, 64], [28, 28, 64], [1, 1, 1, 1], w =>
        {
            Conv3x3Same model = Conv3x3Same.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("conv-3x3-winograd", "Conv2D 3x3 64→64 on 28x28, Winograd", 0.75, 1.5, [28, 28, 64], [3, 3, 64, 64], [26, 26, 64], [], w =>
        {
            Conv3x3Winograd model = Conv3x3Winograd.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }, isWinograd: true),
        Conv("conv-3x3-same-winograd", "Conv2D 3x3 64→64 on 28x28, same, Winograd", 0.70, 1.5, [28, 28, 64], [3, 3, 64, 64], [28, 28, 64], [1, 1, 1, 1], w =>
        {
            Conv3x3SameWinograd model = Conv3x3SameWinograd.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }, isWinograd: true),
        Conv("conv-3x3-first", "Conv2D 3x3 3→64 on 28x28", 0.90, 1.5, [28, 28, 3], [3, 3, 3, 64], [26, 26, 64], [], w =>
        {
            Conv3x3First model = Conv3x3First.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("conv-7x7-stem", "Conv2D 7x7 stride 2 3→64 on 112x112, same", 0.80, 1.5, [112, 112, 3], [7, 7, 3, 64], [56, 56, 64], [2, 2, 3, 3], w =>
        {
            Conv7x7Stem model = Conv7x7Stem.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }, stride: 2),
        Conv("conv-3x3-stride2", "Conv2D 3x3 stride 2 64→128 on 56x56, same", 0.90, 1, [56, 56, 64], [3, 3, 64, 128], [28, 28, 128], [0, 0, 1, 1], w =>
        {
            Conv3x3Stride2 model = Conv3x3Stride2.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }, stride: 2),
        Conv("conv-1x1", "Conv2D 1x1 256→64 on 28x28", 0.90, 1, [28, 28, 256], [1, 1, 256, 64], [28, 28, 64], [], w =>
        {
            Conv1x1 model = Conv1x1.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("conv-5x5", "Conv2D 5x5 16→32 on 14x14", 0.90, 1, [14, 14, 16], [5, 5, 16, 32], [10, 10, 32], [], w =>
        {
            Conv5x5 model = Conv5x5.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("conv-odd", "Conv2D 3x3 17→33 on 15x13", 0.60, 2, [15, 13, 17], [3, 3, 17, 33], [13, 11, 33], [], w =>
        {
            ConvOdd model = ConvOdd.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("conv-tiny", "Conv2D 3x3 1→8 on 28x28", 0.60, 2, [28, 28, 1], [3, 3, 1, 8], [26, 26, 8], [], w =>
        {
            ConvTiny model = ConvTiny.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("conv-1d", "Conv1D 9 taps 64→64 on 1,000", 0.90, 1, [1000, 64], [9, 64, 64], [992, 64], [], w =>
        {
            ConvSequence model = ConvSequence.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("conv-3d", "Conv3D 3x3x3 16→32 on 16x16x16", 0.90, 1, [16, 16, 16, 16], [3, 3, 3, 16, 32], [14, 14, 14, 32], [], w =>
        {
            ConvVolume model = ConvVolume.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Conv("depthwise-3x3", "DepthwiseConv2D 3x3 on 56x56x128, same", 0.75, 1.5, [56, 56, 128], [3, 3, 1, 128], [56, 56, 128], [1, 1, 1, 1], w =>
        {
            Depthwise model = Depthwise.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }, groups: 128),
        Conv("depthwise-3x3-stride2", "DepthwiseConv2D 3x3 stride 2 on 56x56x128, same", 0.75, 1.5, [56, 56, 128], [3, 3, 1, 128], [28, 28, 128], [0, 0, 1, 1], w =>
        {
            DepthwiseStride2 model = DepthwiseStride2.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }, stride: 2, groups: 128),
        Conv("conv-transposed", "Conv2DTranspose 3x3 stride 2 64→32 on 28x28, same", 0.85, 1, [28, 28, 64], [3, 3, 32, 64], [56, 56, 32], [0, 0, 1, 1], w =>
        {
            ConvTransposed model = ConvTransposed.FromWeights(w.Kernel.Span, w.Bias.Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }, stride: 2, isTransposed: true),
    ];

    /// <param name="name">For <c>--filter</c>.</param>
    /// <param name="workload">As the report writes it.</param>
    /// <param name="share">Least share of the limit.</param>
    /// <param name="onnx">Least ratio to ONNX Runtime.</param>
    /// <param name="input">(spatial axes, channels).</param>
    /// <param name="kernel">As Keras has it; of a depthwise one (…, 1, channels).</param>
    /// <param name="output">(spatial axes, filters).</param>
    /// <param name="pads">ONNX' pads, before and then after each axis.</param>
    /// <param name="model">Makes the model.</param>
    /// <param name="stride">Along all axes.</param>
    /// <param name="groups">Groups of channels; as many as channels where the convolution is depthwise.</param>
    /// <param name="isTransposed">Inputs and outputs change places.</param>
    /// <param name="isWinograd">16 products for 2 by 2 outputs are counted.</param>
    private static RowDefinition Conv(
        string name, string workload, double share, double onnx, int[] input, int[] kernel, int[] output, int[] pads, Func<ConvWeights, Repeat<float>> model, int stride = 1, int groups = 1, bool isTransposed = false, bool isWinograd = false) =>
        new(name, workload, new() { Share = share, Onnx = onnx }, () =>
        {
            var weights = new ConvWeights(input, kernel, output);
            int length = ConvWeights.Count(output);
            var graph = new OnnxGraph<float>(First(input)).Conv(isTransposed, weights.FirstKernel, [kernel[^1], kernel[^2], .. kernel[..^2]], weights.Bias.Span, pads, stride, groups);
            RowBuilder<float> row = new RowBuilder<float>(weights.X, length)
                .ShapeGen(model(weights))
                .OnnxChannelsFirst(graph, weights.FirstX, output[^1], First(output));

            // Filters count in whole blocks; products with padding do not count.
            long taps = 1;
            for (int axis = 0; axis < kernel.Length - 2; axis++)
            {
                taps *= Products(input[axis], output[axis], kernel[axis], stride, pads.Length == 0 ? 0 : pads[axis], isTransposed);
            }

            taps = isWinograd ? 16L * ((output[0] + 1) / 2) * ((output[1] + 1) / 2) : taps;
            long multiplyAdds = taps * (isTransposed ? kernel[^1] : kernel[^2]) * ((output[^1] + Block - 1) / Block * Block);
            return (groups > 1 ? row.LimitedByReadingOr(length, multiplyAdds) : row.LimitedBy(LimitLoops.MultiplyingAdding(multiplyAdds))).Build();
        });

    /// <summary>Pairs of an input and a tap along an axis that make an output.</summary>
    private static int Products(int inputs, int outputs, int taps, int stride, int before, bool isTransposed)
    {
        (int from, int to) = isTransposed ? (inputs, outputs) : (outputs, inputs);
        return Enumerable.Range(0, from).Sum(i => Enumerable.Range(0, taps).Count(tap => (i * stride) + tap - before is var at && at >= 0 && at < to));
    }

    private static long[] First(int[] shape) => [1, shape[^1], .. shape[..^1].Select(d => (long)d)];
}
