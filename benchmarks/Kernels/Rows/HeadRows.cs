using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Whole heads, limited by reading input and all weights once, and Flatten by itself.</summary>
internal static class HeadRows
{
    private const int Hidden = 256;
    private const int Classes = 10;

    public static IEnumerable<RowDefinition> All() =>
    [
        new("head-pooling", "GAP (7,7,512)→256→10 softmax", new() { Share = 0.85, Onnx = 3 }, PoolingHeadRow),
        new("head-flatten", "Flatten (7,7,64)→256→10 softmax", new() { Share = 0.85 }, FlattenHeadRow),
        new("flatten-last", "Flatten (64,28,28) channels last", new() { NothingCopied = true }, FlattenLastRow),
        new("flatten-first", "Flatten (64,28,28) channels first", new() { Share = 0.6 }, FlattenFirstRow),
    ];

    private static Row PoolingHeadRow()
    {
        var first = new DenseWeights<float>(512, Hidden);
        var second = new DenseWeights<float>(Hidden, Classes);
        PoolingHead model = PoolingHead.FromWeights(first.Kernel, first.Bias, second.Kernel, second.Bias);
        float[] pooled = new float[512];
        float[] hidden = new float[Hidden];
        OnnxGraph<float> graph = new OnnxGraph<float>(1, 7, 7, 512).ReduceOverImage(isMaximum: false)
            .Dense(first.Kernel, first.Bias).Relu().Dense(second.Kernel, second.Bias).Softmax();
        return new RowBuilder<float>(Buffer<float>.Random(7 * 7 * 512, 1), Classes)
            .ShapeGen((n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } })
            .HandWritten((x, y) =>
            {
                HandWritten.AveragePool(x, pooled);
                ByHand(pooled, first, second, hidden, y);
            })
            .Primitives((x, y) =>
            {
                Primitives.AveragePool(x, pooled);
                ByPrimitives(pooled, first, second, hidden, y);
            })
            .Onnx(graph, 1, Classes)
            .LimitedByReading(first.Count + second.Count)
            .Build();
    }

    private static Row FlattenHeadRow()
    {
        var first = new DenseWeights<float>(7 * 7 * 64, Hidden);
        var second = new DenseWeights<float>(Hidden, Classes);
        FlattenHead model = FlattenHead.FromWeights(first.Kernel, first.Bias, second.Kernel, second.Bias);
        float[] hidden = new float[Hidden];
        OnnxGraph<float> graph = new OnnxGraph<float>(1, 7, 7, 64).Flatten()
            .Dense(first.Kernel, first.Bias).Relu().Dense(second.Kernel, second.Bias).Softmax();
        return new RowBuilder<float>(Buffer<float>.Random(7 * 7 * 64, 1), Classes)
            .ShapeGen((n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } })
            .HandWritten((x, y) => ByHand(x, first, second, hidden, y))
            .Primitives((x, y) => ByPrimitives(x, first, second, hidden, y))
            .Onnx(graph, 1, Classes)
            .LimitedByReading(first.Count + second.Count)
            .Build();
    }

    private static void ByHand(ReadOnlySpan<float> input, DenseWeights<float> first, DenseWeights<float> second, Span<float> hidden, Span<float> output)
    {
        HandWritten.Dense(input, first.Transposed, first.Bias, hidden);
        HandWritten.Relu(hidden);
        HandWritten.Dense(hidden, second.Transposed, second.Bias, output);
        HandWritten.Softmax(output);
    }

    private static void ByPrimitives(ReadOnlySpan<float> input, DenseWeights<float> first, DenseWeights<float> second, Span<float> hidden, Span<float> output)
    {
        Primitives.Dense(input, first.Transposed, first.Bias, hidden);
        Primitives.Relu(hidden);
        Primitives.Dense(hidden, second.Transposed, second.Bias, output);
        Primitives.Softmax(output);
    }

    private static Row FlattenLastRow()
    {
        var input = Buffer<float>.Random(64 * 28 * 28, 1);
        var contestant = new Contestant("ShapeGen", n =>
        {
            ReadOnlySpan<float> x = input.Span;
            for (; n > 0; n--)
            {
                FlattenLast.Forward(x);
            }
        });
        return new Row
        {
            ShapeGen = contestant,
            Check = () =>
            {
                ReadOnlySpan<float> x = input.Span;
                ReadOnlySpan<float> y = FlattenLast.Forward(x);
                if (y.Length != x.Length || !Unsafe.AreSame(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y)))
                {
                    throw new InvalidOperationException("Flatten channels last returned other memory than its input.");
                }
            },
        };
    }

    private static Row FlattenFirstRow()
    {
        var input = Buffer<float>.Random(64 * 28 * 28, 1);
        return new RowBuilder<float>(input, input.Length)
            .ShapeGen(static (n, x, y) => { for (; n > 0; n--) { FlattenFirst.Forward(x, y); } })
            .HandWritten((x, y) => HandWritten.ToChannelsLast(x, y, 64))
            .Onnx(new OnnxGraph<float>(1, 64, 28, 28).ToChannelsLast(), 1, input.Length)
            .LimitedBy(LimitLoops.Copying(input, new Buffer<float>(input.Length)))
            .Build();
    }
}
