using System.Numerics;
using System.Numerics.Tensors;

namespace ShapeGen.Benchmarks.Peers;

/// <summary>The layers out of TensorPrimitives, each in the way that is fastest with it. Shapes as in <see cref="HandWritten"/>.</summary>
internal static class Primitives
{
    public static void AveragePool<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : INumber<T>
    {
        int channels = output.Length;
        input[..channels].CopyTo(output);
        for (int at = channels; at < input.Length; at += channels)
        {
            TensorPrimitives.Add(output, input.Slice(at, channels), output);
        }

        TensorPrimitives.Multiply(output, T.One / T.CreateChecked(input.Length / channels), output);
    }

    public static void MaxPool<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : INumber<T>
    {
        int channels = output.Length;
        input[..channels].CopyTo(output);
        for (int at = channels; at < input.Length; at += channels)
        {
            TensorPrimitives.Max(output, input.Slice(at, channels), output);
        }
    }

    public static void AveragePoolChannelsFirst<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : INumber<T>
    {
        int positions = input.Length / output.Length;
        T scale = T.One / T.CreateChecked(positions);
        for (int c = 0; c < output.Length; c++)
        {
            output[c] = TensorPrimitives.Sum(input.Slice(c * positions, positions)) * scale;
        }
    }

    public static void Dense<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> kernel, ReadOnlySpan<T> bias, Span<T> output)
        where T : INumber<T>
    {
        for (int o = 0; o < output.Length; o++)
        {
            output[o] = TensorPrimitives.Dot(input, kernel.Slice(o * input.Length, input.Length)) + bias[o];
        }
    }

    public static void Relu(Span<float> values) => TensorPrimitives.Max(values, 0f, values);

    public static void Softmax(Span<float> values) => TensorPrimitives.SoftMax(values, values);
}
