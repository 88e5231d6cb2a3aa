using System.Numerics;
using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Dense layers: one sample is limited by reading the weights, a batch by the multiply-adds.</summary>
internal static class DenseRows
{
    public static IEnumerable<RowDefinition> All() =>
    [
        One<float>("dense-64-10", "Dense 64→10", new() { Share = 1 / 2.6, Onnx = 1 }, 64, 10, w =>
        {
            Dense64To10 model = Dense64To10.FromWeights(w.Kernel, w.Bias);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        One<float>("dense-512-10", "Dense 512→10", Streamed(0.75), 512, 10, w =>
        {
            Dense512To10 model = Dense512To10.FromWeights(w.Kernel, w.Bias);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        One<float>("dense-512-256", "Dense 512→256", Streamed(0.95), 512, 256, w =>
        {
            Dense512To256 model = Dense512To256.FromWeights(w.Kernel, w.Bias);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        One<float>("dense-2352-256", "Dense 2352→256", Streamed(0.95), 2352, 256, w =>
        {
            Dense2352To256 model = Dense2352To256.FromWeights(w.Kernel, w.Bias);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        One<float>("dense-2048-1000", "Dense 2048→1000", Streamed(0.95), 2048, 1000, w =>
        {
            Dense2048To1000 model = Dense2048To1000.FromWeights(w.Kernel, w.Bias);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        One<double>("dense-512-256-double", "Dense 512→256 double", Streamed(0.95), 512, 256, w =>
        {
            Dense512To256Double model = Dense512To256Double.FromWeights(w.Kernel, w.Bias);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        One<Half>("dense-512-256-half", "Dense 512→256 Half", Streamed(0.95), 512, 256, w =>
        {
            Dense512To256Half model = Dense512To256Half.FromWeights(w.Kernel, w.Bias);
            return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
        }),
        Batch("dense-512-256-batch16", 512, 256, 16, 0.95, Batched512To256),
        Batch("dense-512-256-batch64", 512, 256, 64, 0.95, Batched512To256),
        Batch("dense-2048-1000-batch16", 2048, 1000, 16, 0.95, Batched2048To1000),
        Batch("dense-2048-1000-batch64", 2048, 1000, 64, 0.88, Batched2048To1000),
    ];

    private static Bars Streamed(double share) => new() { Share = share, Onnx = 1 };

    private static Repeat<float> Batched512To256(DenseWeights<float> w)
    {
        Dense512To256 model = Dense512To256.FromWeights(w.Kernel, w.Bias);
        return (n, x, y) => { for (; n > 0; n--) { model.ForwardBatch(x, y); } };
    }

    private static Repeat<float> Batched2048To1000(DenseWeights<float> w)
    {
        Dense2048To1000 model = Dense2048To1000.FromWeights(w.Kernel, w.Bias);
        return (n, x, y) => { for (; n > 0; n--) { model.ForwardBatch(x, y); } };
    }

    private static RowDefinition One<T>(string name, string workload, Bars bars, int inputs, int outputs, Func<DenseWeights<T>, Repeat<T>> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(name, workload, bars, () =>
        {
            var weights = new DenseWeights<T>(inputs, outputs);
            return Layer(weights, 1, model(weights)).LimitedByReading(weights.Count).Build();
        });

    private static RowDefinition Batch(string name, int inputs, int outputs, int batch, double share, Func<DenseWeights<float>, Repeat<float>> model) =>
        new(name, $"Dense {inputs}→{outputs}, batch {batch}", new() { Share = share, Onnx = 1 }, () =>
        {
            var weights = new DenseWeights<float>(inputs, outputs);
            return Layer(weights, batch, model(weights)).LimitedBy(LimitLoops.MultiplyingAdding((long)batch * inputs * outputs)).Build();
        });

    private static RowBuilder<T> Layer<T>(DenseWeights<T> weights, int batch, Repeat<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (weights.Inputs, weights.Outputs);
        return new RowBuilder<T>(Buffer<T>.Random(batch * inputs, 1), batch * outputs)
            .ShapeGen(model)
            .HandWritten((x, y) =>
            {
                for (int b = 0; b < batch; b++)
                {
                    HandWritten.Dense(x.Slice(b * inputs, inputs), weights.Transposed, weights.Bias, y.Slice(b * outputs, outputs));
                }
            })
            .Primitives((x, y) =>
            {
                for (int b = 0; b < batch; b++)
                {
                    Primitives.Dense(x.Slice(b * inputs, inputs), weights.Transposed, weights.Bias, y.Slice(b * outputs, outputs));
                }
            })
            .Onnx(new OnnxGraph<T>(batch, inputs).Dense(weights.Kernel, weights.Bias), batch, outputs);
    }
}
