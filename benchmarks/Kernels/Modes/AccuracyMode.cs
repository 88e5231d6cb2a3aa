using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Rows;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>The error of long sums against double precision, beside ONNX Runtime's: the largest and the root of the mean square, over the largest output.</summary>
internal static class AccuracyMode
{
    private const int Seeds = 5;

    private static readonly (string Name, int[] Input, int[] Kernel, Func<ConvWeights, Repeat<float>> Model)[] s_cases =
    [
        ("Dense 1536→256", [1, 1, 1536], [1, 1, 1536, 256], w => { var m = Dense1536To256.FromWeights(w.Kernel.Span, w.Bias.Span); return (_, x, y) => m.Forward(x, y); }),
        ("Dense 2352→256", [1, 1, 2352], [1, 1, 2352, 256], w => { var m = Dense2352To256.FromWeights(w.Kernel.Span, w.Bias.Span); return (_, x, y) => m.Forward(x, y); }),
        ("Dense 2048→1000", [1, 1, 2048], [1, 1, 2048, 1000], w => { var m = Dense2048To1000.FromWeights(w.Kernel.Span, w.Bias.Span); return (_, x, y) => m.Forward(x, y); }),
        ("Conv2D 3x3 64→64 on 10x10", [10, 10, 64], [3, 3, 64, 64], w => { var m = Conv3x3Of64.FromWeights(w.Kernel.Span, w.Bias.Span); return (_, x, y) => m.Forward(x, y); }),
        ("Conv2D 3x3 256→64 on 8x8", [8, 8, 256], [3, 3, 256, 64], w => { var m = Conv3x3Of256.FromWeights(w.Kernel.Span, w.Bias.Span); return (_, x, y) => m.Forward(x, y); }),
        ("Conv2D 1x1 1024→64 on 7x7", [7, 7, 1024], [1, 1, 1024, 64], w => { var m = Conv1x1Of1024.FromWeights(w.Kernel.Span, w.Bias.Span); return (_, x, y) => m.Forward(x, y); }),
    ];

    public static void Run()
    {
        Console.WriteLine("| sum | terms | ShapeGen, largest error | ONNX Runtime | ratio | ShapeGen, root mean square | ONNX Runtime | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach ((string name, int[] input, int[] kernel, Func<ConvWeights, Repeat<float>> model) in s_cases)
        {
            (double Largest, double Mean)[] own = new (double, double)[Seeds];
            (double Largest, double Mean)[] peer = new (double, double)[Seeds];
            for (int seed = 0; seed < Seeds; seed++)
            {
                int[] output = [input[0] - kernel[0] + 1, input[1] - kernel[1] + 1, kernel[3]];
                var weights = new ConvWeights(input, kernel, output, 100 * seed);
                double[] expected = Convolve(weights);
                var y = new Buffer<float>(expected.Length);
                model(weights)(1, weights.X.Span, y.Span);
                (own[seed], peer[seed]) = (Error(y.ToDoubles(), expected), Error(RunOnnx(weights), expected));
            }

            double largest = own.Average(e => e.Largest);
            double largestPeer = peer.Average(e => e.Largest);
            double mean = own.Average(e => e.Mean);
            double meanPeer = peer.Average(e => e.Mean);
            Console.WriteLine($"| {name} | {kernel[0] * kernel[1] * kernel[2]:N0} | {largest:0.0e+0} | {largestPeer:0.0e+0} | {largest / largestPeer:F2} | {mean:0.0e+0} | {meanPeer:0.0e+0} | {mean / meanPeer:F2} |");
        }
    }

    private static (double Largest, double Mean) Error(double[] actual, double[] expected)
    {
        double scale = expected.Max(Math.Abs);
        double[] errors = [.. actual.Zip(expected, (a, e) => Math.Abs(a - e) / scale)];
        return (errors.Max(), Math.Sqrt(errors.Average(e => e * e)));
    }

    /// <summary>A matrix is a Gemm, anything else a Conv with channels first.</summary>
    private static double[] RunOnnx(ConvWeights weights)
    {
        (int height, int width, int filters) = (weights.Output[0], weights.Output[1], weights.Output[2]);
        int[] kernel = weights.KernelShape;
        bool isDense = height * width * kernel[0] * kernel[1] == 1;
        OnnxGraph<float> graph = isDense
            ? new OnnxGraph<float>(1, kernel[2]).Dense(weights.Kernel.Span, weights.Bias.Span)
            : new OnnxGraph<float>(1, kernel[2], weights.Input[0], weights.Input[1]).Conv(false, weights.FirstKernel, [kernel[3], kernel[2], kernel[0], kernel[1]], weights.Bias.Span, [], 1, 1);
        var output = new Buffer<float>(height * width * filters);
        using var peer = new OnnxPeer<float>(graph.ToModel(isDense ? [1, filters] : [1, filters, height, width]), weights.FirstX, output);
        peer.RunBound(1);
        double[] values = output.ToDoubles();
        int positions = height * width;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % filters * positions) + (i / filters)])];
    }

    private static double[] Convolve(ConvWeights weights)
    {
        (int height, int width, int filters) = (weights.Output[0], weights.Output[1], weights.Output[2]);
        int[] kernel = weights.KernelShape;
        ReadOnlySpan<float> x = weights.X.Span;
        ReadOnlySpan<float> w = weights.Kernel.Span;
        double[] y = new double[height * width * filters];
        for (int i = 0; i < y.Length; i++)
        {
            (int row, int column, int filter) = (i / filters / width, i / filters % width, i % filters);
            double sum = weights.Bias.Span[filter];
            for (int tap = 0; tap < kernel[0] * kernel[1]; tap++)
            {
                int at = (((row + (tap / kernel[1])) * weights.Input[1]) + column + (tap % kernel[1])) * kernel[2];
                for (int channel = 0; channel < kernel[2]; channel++)
                {
                    sum += (double)x[at + channel] * w[(((tap * kernel[2]) + channel) * filters) + filter];
                }
            }

            y[i] = sum;
        }

        return y;
    }
}
