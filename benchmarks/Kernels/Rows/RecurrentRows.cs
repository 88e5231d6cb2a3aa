using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>
/// Recurrent layers, limited by their multiply-adds. ONNX Runtime has operators for LSTM and GRU, and none for convolutional ones.
/// </summary>
internal static class RecurrentRows
{
    public static IEnumerable<RowDefinition> All() =>
    [
        Sequence("lstm", "LSTM 64→128 over 100 steps", "LSTM", 100, 64, 128, [0, 3, 1, 2], biasRows: 1, (k, r, b) =>
        {
            LstmSequence model = LstmSequence.FromWeights(k, r, b);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Sequence("gru", "GRU 64→128 over 100 steps", "GRU", 100, 64, 128, [0, 1, 2], biasRows: 2, (k, r, b) =>
        {
            GruSequence model = GruSequence.FromWeights(k, r, b);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Sequence("lstm-small", "LSTM 32→32 over 32 steps", "LSTM", 32, 32, 32, [0, 3, 1, 2], biasRows: 1, (k, r, b) =>
        {
            LstmSmall model = LstmSmall.FromWeights(k, r, b);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Frames("conv-lstm", "ConvLSTM2D 3x3 8→32 on 5 frames of 16x16", 5, 16, 8, 32, 14, isPadded: false, (k, r, b) =>
        {
            ConvLstm model = ConvLstm.FromWeights(k, r, b);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Frames("conv-lstm-same", "ConvLSTM2D 3x3 3→64 on 10 frames of 38x38, same", 10, 38, 3, 64, 38, isPadded: true, (k, r, b) =>
        {
            ConvLstmSame model = ConvLstmSame.FromWeights(k, r, b);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
    ];

    /// <summary>Makes a model of kernel, recurrent kernel and bias.</summary>
    private delegate Repeat<float> Make(ReadOnlySpan<float> kernel, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> bias);

    /// <param name="name">For <c>--filter</c>.</param>
    /// <param name="workload">As the report writes it.</param>
    /// <param name="type">ONNX' operator.</param>
    /// <param name="steps">Time steps.</param>
    /// <param name="features">Features of a step.</param>
    /// <param name="units">Units.</param>
    /// <param name="order">Keras' gate for each of ONNX'.</param>
    /// <param name="biasRows">Rows of Keras' bias.</param>
    /// <param name="make">Makes the model.</param>
    private static RowDefinition Sequence(string name, string workload, string type, int steps, int features, int units, int[] order, int biasRows, Make make) =>
        new(name, workload, new(), () =>
        {
            int gates = order.Length;
            int width = gates * units;
            var x = Buffer<float>.Random(steps * features, 1);
            var kernel = Buffer<float>.Random(features * width, 3, 1 / Math.Sqrt(features));
            var recurrent = Buffer<float>.Random(units * width, 4, 1 / Math.Sqrt(units));
            var bias = Buffer<float>.Random(biasRows * width, 5);
            float[] both = new float[2 * width];
            Gates(bias.Span, biasRows, units, order).CopyTo(both, 0);
            var graph = new OnnxGraph<float>(steps, 1, features)
                .Recurrent(type, Turned(kernel.Span, features, units, order), Turned(recurrent.Span, units, units, order), both, units, gates);
            return new RowBuilder<float>(x, steps * units)
                .ShapeGen(make(kernel.Span, recurrent.Span, bias.Span))
                .Onnx(graph, steps, 1, 1, units)
                .LimitedBy(LimitLoops.MultiplyingAdding((long)steps * (features + units) * width))
                .Build();
        });

    private static RowDefinition Frames(string name, string workload, int frames, int size, int channels, int filters, int outputs, bool isPadded, Make make) =>
        new(name, workload, new(), () =>
        {
            var x = Buffer<float>.Random(frames * size * size * channels, 1);
            var kernel = Buffer<float>.Random(9 * channels * 4 * filters, 3, 1 / Math.Sqrt(9 * channels));
            var recurrent = Buffer<float>.Random(9 * filters * 4 * filters, 4, 1 / Math.Sqrt(9 * filters));
            var bias = Buffer<float>.Random(4 * filters, 5);

            // Products with padding do not count; the first frame has no recurrent ones.
            long inside = (3L * outputs) - 2;
            long taps = isPadded ? inside * inside : 9L * outputs * outputs;
            long multiplyAdds = ((frames * taps * channels) + ((frames - 1) * inside * inside * filters)) * 4 * filters;
            return new RowBuilder<float>(x, outputs * outputs * filters)
                .ShapeGen(make(kernel.Span, recurrent.Span, bias.Span))
                .LimitedBy(LimitLoops.MultiplyingAdding(multiplyAdds))
                .Build();
        });

    /// <summary>(rows, gates · units) with the gates in another order.</summary>
    private static float[] Gates(ReadOnlySpan<float> values, int rows, int units, int[] order)
    {
        int width = order.Length * units;
        float[] ordered = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int gate = 0; gate < order.Length; gate++)
            {
                values.Slice((row * width) + (order[gate] * units), units).CopyTo(ordered.AsSpan((row * width) + (gate * units)));
            }
        }

        return ordered;
    }

    /// <summary>The kernel as ONNX has it: (gates · units, rows), its gates in another order.</summary>
    private static float[] Turned(ReadOnlySpan<float> kernel, int rows, int units, int[] order)
    {
        float[] ordered = Gates(kernel, rows, units, order);
        int width = order.Length * units;
        float[] turned = new float[ordered.Length];
        for (int i = 0; i < ordered.Length; i++)
        {
            turned[(i % width * rows) + (i / width)] = ordered[i];
        }

        return turned;
    }
}
