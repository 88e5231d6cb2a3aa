using System.Numerics;

namespace ShapeGen.Benchmarks.Peers;

/// <summary>The loops that a C# user would write without a library. They also are what the others' results are held against.</summary>
internal static class HandWritten
{
    /// <param name="input">(positions, channels).</param>
    /// <param name="output">(channels).</param>
    public static void AveragePool<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : INumber<T>
    {
        output.Clear();
        int positions = input.Length / output.Length;
        for (int p = 0; p < positions; p++)
        {
            for (int c = 0; c < output.Length; c++)
            {
                output[c] += input[(p * output.Length) + c];
            }
        }

        for (int c = 0; c < output.Length; c++)
        {
            output[c] /= T.CreateChecked(positions);
        }
    }

    /// <param name="input">(positions, channels).</param>
    /// <param name="output">(channels).</param>
    public static void MaxPool<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : INumber<T>
    {
        input[..output.Length].CopyTo(output);
        for (int at = output.Length; at < input.Length; at += output.Length)
        {
            for (int c = 0; c < output.Length; c++)
            {
                output[c] = T.Max(output[c], input[at + c]);
            }
        }
    }

    /// <param name="input">(channels, positions).</param>
    /// <param name="output">(channels).</param>
    public static void AveragePoolChannelsFirst<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : INumber<T>
    {
        int positions = input.Length / output.Length;
        for (int c = 0; c < output.Length; c++)
        {
            T sum = T.Zero;
            for (int p = 0; p < positions; p++)
            {
                sum += input[(c * positions) + p];
            }

            output[c] = sum / T.CreateChecked(positions);
        }
    }

    /// <param name="input">(inputs).</param>
    /// <param name="kernel">(outputs, inputs): the order in which this loop is fastest.</param>
    /// <param name="bias">(outputs).</param>
    /// <param name="output">(outputs).</param>
    public static void Dense<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> kernel, ReadOnlySpan<T> bias, Span<T> output)
        where T : INumber<T>
    {
        for (int o = 0; o < output.Length; o++)
        {
            T sum = bias[o];
            for (int i = 0; i < input.Length; i++)
            {
                sum += input[i] * kernel[(o * input.Length) + i];
            }

            output[o] = sum;
        }
    }

    public static void Relu(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Max(values[i], 0);
        }
    }

    public static void Softmax(Span<float> values)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in values)
        {
            largest = MathF.Max(largest, value);
        }

        float sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Exp(values[i] - largest);
            sum += values[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] /= sum;
        }
    }

    /// <param name="input">(channels, positions).</param>
    /// <param name="output">(positions, channels).</param>
    /// <param name="channels">How many.</param>
    public static void ToChannelsLast(ReadOnlySpan<float> input, Span<float> output, int channels)
    {
        int positions = input.Length / channels;
        for (int p = 0; p < positions; p++)
        {
            for (int c = 0; c < channels; c++)
            {
                output[(p * channels) + c] = input[(c * positions) + p];
            }
        }
    }
}
