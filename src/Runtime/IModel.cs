namespace ShapeGen;

/// <summary>What every non-static ShapeGen model implements, so that a host is written once for all models.</summary>
/// <typeparam name="TSelf">The model.</typeparam>
/// <typeparam name="T">The element type: <see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</typeparam>
public interface IModel<TSelf, T>
    where TSelf : IModel<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of elements of one input sample.</summary>
    static abstract int InputLength { get; }

    /// <summary>The number of elements of one output sample.</summary>
    static abstract int OutputLength { get; }

    /// <summary>The input shape without the batch axis.</summary>
    static abstract ReadOnlySpan<int> InputShape { get; }

    /// <summary>The output shape without the batch axis.</summary>
    static abstract ReadOnlySpan<int> OutputShape { get; }

    /// <summary>The number of weight elements of all layers, as Keras counts them.</summary>
    static abstract long ParameterCount { get; }

    /// <summary>Name, shape and type of every weight, in Keras' <c>get_weights()</c> order.</summary>
    static abstract ReadOnlySpan<WeightInfo> Weights { get; }

    /// <summary>Makes a model from a safetensors file; a model without weights takes nothing from it.</summary>
    /// <exception cref="SafeTensorsException">A weight is missing, or has another shape or a type that does not convert.</exception>
    static abstract TSelf Load(SafeTensors file);

    /// <summary>Runs one sample. Allocates nothing after a thread's first call; any number of threads may call it.</summary>
    /// <param name="input">Exactly <see cref="InputLength"/> elements.</param>
    /// <param name="destination">At least <see cref="OutputLength"/> elements; only the first ones are written.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the buffers overlap.</exception>
    void Forward(ReadOnlySpan<T> input, Span<T> destination);

    /// <summary>Runs n = <paramref name="inputs"/>.Length / <see cref="InputLength"/> whole samples, one after the other.</summary>
    /// <param name="inputs">n · <see cref="InputLength"/> elements; n may be 0.</param>
    /// <param name="destination">At least n · <see cref="OutputLength"/> elements; only the first ones are written.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the buffers overlap.</exception>
    void ForwardBatch(ReadOnlySpan<T> inputs, Span<T> destination);
}
