using ShapeGen;

namespace Samples;

/// <summary>A convolution of 3 x 3 with stride 2 and ReLU, without padding, as each network has two of in front of its head.</summary>
/// <remarks>Plain loops, because ShapeGen has no convolutions yet. Data are (height, width, channels), the kernel (3, 3, in, out), as in Keras.</remarks>
internal sealed class Convolution
{
    private const int Window = 3;
    private const int Stride = 2;

    private readonly int _inputSize;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly float[] _kernel;
    private readonly float[] _bias;

    private Convolution(int inputSize, int inputs, int outputs, float[] kernel, float[] bias)
    {
        _inputSize = inputSize;
        _inputs = inputs;
        _outputs = outputs;
        _kernel = kernel;
        _bias = bias;
    }

    private int OutputSize => ((_inputSize - Window) / Stride) + 1;

    public int OutputLength => OutputSize * OutputSize * _outputs;

    /// <summary>Reads kernel and bias.</summary>
    /// <param name="file">The network's weights.</param>
    /// <param name="name">The layer's name in it.</param>
    /// <param name="inputSize">Height and width of the input.</param>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <exception cref="SafeTensorsException">A weight is missing or has another shape.</exception>
    public static Convolution Read(SafeTensors file, string name, int inputSize, int inputs, int outputs)
    {
        float[] kernel = new float[Window * Window * inputs * outputs];
        float[] bias = new float[outputs];
        file.CopyTo<float>($"{name}/kernel", [Window, Window, inputs, outputs], kernel);
        file.CopyTo<float>($"{name}/bias", [outputs], bias);
        return new Convolution(inputSize, inputs, outputs, kernel, bias);
    }

    public float[] Run(ReadOnlySpan<float> input)
    {
        float[] output = new float[OutputLength];
        for (int y = 0; y < OutputSize; y++)
        {
            for (int x = 0; x < OutputSize; x++)
            {
                RunAt(input, y * Stride, x * Stride, output.AsSpan(((y * OutputSize) + x) * _outputs, _outputs));
            }
        }

        return output;
    }

    private void RunAt(ReadOnlySpan<float> input, int top, int left, Span<float> output)
    {
        _bias.CopyTo(output);
        for (int row = 0; row < Window; row++)
        {
            for (int i = 0; i < Window * _inputs; i++)
            {
                float value = input[((((top + row) * _inputSize) + left) * _inputs) + i];
                ReadOnlySpan<float> kernel = _kernel.AsSpan(((row * Window * _inputs) + i) * _outputs, _outputs);
                for (int channel = 0; channel < kernel.Length; channel++)
                {
                    output[channel] += value * kernel[channel];
                }
            }
        }

        foreach (ref float value in output)
        {
            value = MathF.Max(value, 0);
        }
    }
}
