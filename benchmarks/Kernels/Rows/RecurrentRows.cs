using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>
/// Recurrent layers, limited by the multiply-adds of their inputs and by reading recurrent weights in each step, which takes longer than to
/// multiply by them; convolutional ones and a single step by their multiply-adds. ONNX Runtime has operators for LSTM and GRU; convolutional ones are unrolled for it.
/// </summary>
internal static class RecurrentRows
{
    /// <summary>What is asked of long sequences.</summary>
    private static readonly Bars s_asked = new() { Share = 0.8, Onnx = 1.5 };

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
        BothWays("lstm-both-ways", "Bidirectional LSTM 64→128 over 100 steps", "LSTM", [0, 3, 1, 2], biasRows: 1, w =>
        {
            LstmBothWays model = LstmBothWays.FromWeights(w[0].Span, w[1].Span, w[2].Span, w[3].Span, w[4].Span, w[5].Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        BothWays("gru-both-ways", "Bidirectional GRU 64→128 over 100 steps", "GRU", [0, 1, 2], biasRows: 2, w =>
        {
            GruBothWays model = GruBothWays.FromWeights(w[0].Span, w[1].Span, w[2].Span, w[3].Span, w[4].Span, w[5].Span);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Stream("lstm-step", "LSTM 32→32, one step of a stream"),
        Frames("conv-lstm", "ConvLSTM2D 3x3 8→32 on 5 frames of 16x16", 5, 16, 8, 32, 14, isPadded: false, new() { Share = 0.88, Onnx = 1.3 }, (k, r, b) =>
        {
            ConvLstm model = ConvLstm.FromWeights(k, r, b);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Frames("conv-lstm-same", "ConvLSTM2D 3x3 3→64 on 10 frames of 38x38, same", 10, 38, 3, 64, 38, isPadded: true, new() { Share = 0.85, Onnx = 1.2 }, (k, r, b) =>
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
        new(name, workload, steps == 100 ? s_asked : new(), () =>
        {
            int gates = order.Length;
            int width = gates * units;
            var x = Buffer<float>.Random(steps * features, 1);
            var kernel = Buffer<float>.Random(features * width, 3, 1 / Math.Sqrt(features));
            var recurrent = Buffer<float>.Random(units * width, 4, 1 / Math.Sqrt(units));
            var bias = Buffer<float>.Random(biasRows * width, 5);
            var graph = new OnnxGraph<float>(steps, 1, features)
                .Recurrent(type, Turned(kernel.Span, features, units, order), Turned(recurrent.Span, units, units, order), Biases(bias.Span, biasRows, units, order), units, gates);
            return new RowBuilder<float>(x, steps * units)
                .ShapeGen(make(kernel.Span, recurrent.Span, bias.Span))
                .Onnx(graph, steps, 1, 1, units)
                .LimitedByRecurrence((long)steps * features * width, units * width, steps)
                .Build();
        });

    /// <summary>A sequence of 100 steps of 64 features to 128 units in each direction.</summary>
    private static RowDefinition BothWays(string name, string workload, string type, int[] order, int biasRows, Func<Buffer<float>[], Repeat<float>> make) =>
        new(name, workload, s_asked, () =>
        {
            const int Steps = 100;
            const int Features = 64;
            const int Units = 128;
            int width = order.Length * Units;
            Buffer<float>[] weights =
            [
                .. from direction in new[] { 0, 1 }
                   from weight in new[] { (Rows: Features, Scale: 1 / Math.Sqrt(Features)), (Rows: Units, Scale: 1 / Math.Sqrt(Units)), (Rows: biasRows, Scale: 1.0) }
                   select Buffer<float>.Random(weight.Rows * width, (10 * direction) + weight.Rows, weight.Scale),
            ];
            float[] kernels = [.. Turned(weights[0].Span, Features, Units, order), .. Turned(weights[3].Span, Features, Units, order)];
            float[] recurrent = [.. Turned(weights[1].Span, Units, Units, order), .. Turned(weights[4].Span, Units, Units, order)];
            float[] biases = [.. Biases(weights[2].Span, biasRows, Units, order), .. Biases(weights[5].Span, biasRows, Units, order)];
            var graph = new OnnxGraph<float>(Steps, 1, Features).Recurrent(type, kernels, recurrent, biases, Units, order.Length, directions: 2);
            return new RowBuilder<float>(Buffer<float>.Random(Steps * Features, 1), Steps * 2 * Units)
                .ShapeGen(make(weights))
                .Onnx(graph, Steps, 2, 1, Units)
                .LimitedByRecurrence(2L * Steps * Features * width, Units * width, 2 * Steps)
                .Build();
        });

    /// <summary>One step of a stream; the peer is a sequence of one step that takes and gives the state.</summary>
    private static RowDefinition Stream(string name, string workload) => new(name, workload, new() { Share = 0.5, Onnx = 10 }, () =>
    {
        const int Size = 32;
        const int Width = 4 * Size;
        int[] order = [0, 3, 1, 2];
        var kernel = Buffer<float>.Random(Size * Width, 3, 1 / Math.Sqrt(Size));
        var recurrent = Buffer<float>.Random(Size * Width, 4, 1 / Math.Sqrt(Size));
        var bias = Buffer<float>.Random(Width, 5);
        LstmStream model = LstmStream.FromWeights(kernel.Span, recurrent.Span, bias.Span);
        LstmStream.State state = LstmStream.NewState();
        var graph = new OnnxGraph<float>(1, 1, Size)
            .Recurrent("LSTM", Turned(kernel.Span, Size, Size, order), Turned(recurrent.Span, Size, Size, order), Biases(bias.Span, 1, Size, order), Size, order.Length, keepsState: true);
        return new RowBuilder<float>(Buffer<float>.Random(Size, 1), Size)
            .ShapeGen((n, x, y) => { for (; n > 0; n--) { model.Step(x, state, y); } })
            .Onnx(graph, 1, 1, 1, Size)
            .LimitedBy(LimitLoops.MultiplyingAdding(2L * Size * Width))
            .Build();
    });

    private static RowDefinition Frames(string name, string workload, int frames, int size, int channels, int filters, int outputs, bool isPadded, Bars asked, Make make) =>
        new(name, workload, asked, () =>
        {
            var x = Buffer<float>.Random(frames * size * size * channels, 1);
            var kernel = Buffer<float>.Random(9 * channels * 4 * filters, 3, 1 / Math.Sqrt(9 * channels));
            var recurrent = Buffer<float>.Random(9 * filters * 4 * filters, 4, 1 / Math.Sqrt(9 * filters));
            var bias = Buffer<float>.Random(4 * filters, 5);

            // Products with padding do not count; the first frame has no recurrent ones.
            long inside = (3L * outputs) - 2;
            long taps = isPadded ? inside * inside : 9L * outputs * outputs;
            long multiplyAdds = ((frames * taps * channels) + ((frames - 1) * inside * inside * filters)) * 4 * filters;
            var firstX = new Buffer<float>(x.Length);
            OnnxConvLstm.ChannelsFirst(x.Span, frames, channels).CopyTo(firstX.Span);
            OnnxGraph<float> graph = OnnxConvLstm.Graph([frames, size, size, channels], kernel.Span, recurrent.Span, bias.Span, isPadded);
            return new RowBuilder<float>(x, outputs * outputs * filters)
                .ShapeGen(make(kernel.Span, recurrent.Span, bias.Span))
                .OnnxChannelsFirst(graph, firstX, filters, 1, filters, outputs, outputs)
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

    /// <summary>The bias as ONNX has it: that of the input and that of the state, which is zero where Keras has none.</summary>
    private static float[] Biases(ReadOnlySpan<float> bias, int rows, int units, int[] order)
    {
        float[] both = new float[2 * order.Length * units];
        Gates(bias, rows, units, order).CopyTo(both, 0);
        return both;
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
