using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Input and weights of one convolution in Keras' order, and in that of its peers: channels first.</summary>
internal sealed class ConvWeights
{
    /// <param name="input">(spatial axes, channels).</param>
    /// <param name="kernel">Spatial axes, then two more, as Keras has them.</param>
    /// <param name="output">(spatial axes, filters).</param>
    /// <param name="seed">Added to the seeds of all numbers.</param>
    public ConvWeights(int[] input, int[] kernel, int[] output, int seed = 0)
    {
        (Input, KernelShape, Output) = (input, kernel, output);
        Kernel = Buffer<float>.Random(Count(kernel), seed + 3, 1 / Math.Sqrt(Count(kernel) / kernel[^1]));
        Bias = Buffer<float>.Random(output[^1], seed + 4);
        X = Buffer<float>.Random(Count(input), seed + 1);
        FirstX = new Buffer<float>(X.Length);
        ChannelsFirst(X.Span, input[^1]).CopyTo(FirstX.Span);
    }

    public int[] Input { get; }

    public int[] KernelShape { get; }

    public int[] Output { get; }

    public Buffer<float> Kernel { get; }

    public Buffer<float> Bias { get; }

    public Buffer<float> X { get; }

    /// <summary>The input with channels first.</summary>
    public Buffer<float> FirstX { get; }

    /// <summary>The kernel as ONNX has it: its last axis first, then the one before, then the spatial ones.</summary>
    public float[] FirstKernel => OnnxNetwork.LastAxesFirst(Kernel.Span, KernelShape[^1], KernelShape[^2]);

    /// <summary>Moves the last axis to the front.</summary>
    public static float[] ChannelsFirst(ReadOnlySpan<float> values, int channels)
    {
        float[] moved = new float[values.Length];
        int positions = values.Length / channels;
        for (int i = 0; i < moved.Length; i++)
        {
            moved[(i % channels * positions) + (i / channels)] = values[i];
        }

        return moved;
    }

    public static int Count(IEnumerable<int> shape) => shape.Aggregate(1, (product, d) => product * d);
}
