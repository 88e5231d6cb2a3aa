using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Peers.Onnx;

/// <summary>One ONNX model in ONNX Runtime on one thread, called in both ways that it offers.</summary>
/// <typeparam name="T">float, double or Half.</typeparam>
internal sealed class OnnxPeer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding[] _bindings;
    private readonly OrtValue[] _inputs;
    private readonly List<OrtValue> _values = [];
    private readonly List<Buffer<T>> _states = [];
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private int _runs;

    /// <param name="model">The model. Inputs and outputs beside the first are states, in the same order.</param>
    /// <param name="input">The first input.</param>
    /// <param name="output">The first output.</param>
    public OnnxPeer(byte[] model, Buffer<T> input, Buffer<T> output)
    {
        using SessionOptions settings = OneThread();
        _session = new InferenceSession(model, settings);
        _inputNames = [.. _session.InputMetadata.Keys];
        _outputNames = [.. _session.OutputMetadata.Keys];
        OrtValue from = Value(input, _session.InputMetadata[_inputNames[0]].Dimensions);
        OrtValue to = Value(output, _session.OutputMetadata[_outputNames[0]].Dimensions);

        // A state has two places: each run reads the one that the run before has written.
        (OrtValue First, OrtValue Second)[] states = [.. _inputNames.Skip(1).Select(name => (State(name), State(name)))];
        _inputs = [from, .. states.Select(state => state.First)];
        OrtIoBinding there = Bind(_inputs, [to, .. states.Select(state => state.Second)]);
        OrtIoBinding back = states.Length == 0 ? there : Bind([from, .. states.Select(state => state.Second)], [to, .. states.Select(state => state.First)]);
        _bindings = [there, back];

        OrtValue State(string name)
        {
            int[] shape = _session.InputMetadata[name].Dimensions;
            var buffer = new Buffer<T>(shape.Aggregate(1, (product, size) => product * size));
            _states.Add(buffer);
            return Value(buffer, shape);
        }
    }

    public static SessionOptions OneThread() => new()
    {
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    /// <summary>Input and output bound once: the fast way.</summary>
    public void RunBound(int repetitions)
    {
        for (; repetitions > 0; repetitions--)
        {
            _session.RunWithBinding(_options, _bindings[_runs++ & 1]);
        }
    }

    /// <summary>The plain way: the runtime makes a new output at each call.</summary>
    public void RunPlain(int repetitions)
    {
        for (; repetitions > 0; repetitions--)
        {
            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_options, _inputNames, _inputs, _outputNames);
        }
    }

    public void Dispose()
    {
        foreach (OrtIoBinding binding in _bindings.Distinct())
        {
            binding.Dispose();
        }

        foreach (OrtValue value in _values)
        {
            value.Dispose();
        }

        _options.Dispose();
        _session.Dispose();
    }

    private OrtIoBinding Bind(IEnumerable<OrtValue> inputs, IEnumerable<OrtValue> outputs)
    {
        OrtIoBinding binding = _session.CreateIoBinding();
        foreach ((string name, OrtValue value) in _inputNames.Zip(inputs))
        {
            binding.BindInput(name, value);
        }

        foreach ((string name, OrtValue value) in _outputNames.Zip(outputs))
        {
            binding.BindOutput(name, value);
        }

        return binding;
    }

    private OrtValue Value(Buffer<T> buffer, int[] shape)
    {
        var value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            typeof(T) == typeof(float) ? TensorElementType.Float : typeof(T) == typeof(Half) ? TensorElementType.Float16 : TensorElementType.Double,
            [.. shape.Select(d => (long)d)],
            buffer.Address,
            buffer.Bytes);
        _values.Add(value);
        return value;
    }
}
