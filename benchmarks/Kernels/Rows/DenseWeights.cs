using System.Numerics;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Weights of one Dense layer, in Keras' order and, for the peers' dot products, transposed.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DenseWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Buffer<T> _kernel;
    private readonly Buffer<T> _transposed;
    private readonly Buffer<T> _bias;

    public DenseWeights(int inputs, int outputs)
    {
        Inputs = inputs;
        Outputs = outputs;
        _kernel = Buffer<T>.Random(inputs * outputs, inputs, 1 / Math.Sqrt(inputs));
        _bias = Buffer<T>.Random(outputs, outputs);
        _transposed = new Buffer<T>(inputs * outputs);
        for (int i = 0; i < inputs; i++)
        {
            for (int o = 0; o < outputs; o++)
            {
                _transposed.Span[(o * inputs) + i] = _kernel.Span[(i * outputs) + o];
            }
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Weights and biases: what each run must read.</summary>
    public int Count => (Inputs + 1) * Outputs;

    /// <summary>(inputs, outputs).</summary>
    public ReadOnlySpan<T> Kernel => _kernel.Span;

    /// <summary>(outputs, inputs).</summary>
    public ReadOnlySpan<T> Transposed => _transposed.Span;

    public ReadOnlySpan<T> Bias => _bias.Span;
}
