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
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    public OnnxPeer(byte[] model, Buffer<T> input, Buffer<T> output)
    {
        using SessionOptions settings = OneThread();
        _session = new InferenceSession(model, settings);
        _inputNames = [.. _session.InputMetadata.Keys];
        _outputNames = [.. _session.OutputMetadata.Keys];
        _input = Value(input, _session.InputMetadata[_inputNames[0]].Dimensions);
        _output = Value(output, _session.OutputMetadata[_outputNames[0]].Dimensions);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_inputNames[0], _input);
        _binding.BindOutput(_outputNames[0], _output);
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
            _session.RunWithBinding(_options, _binding);
        }
    }

    /// <summary>The plain way: the runtime makes a new output at each call.</summary>
    public void RunPlain(int repetitions)
    {
        OrtValue[] inputs = [_input];
        for (; repetitions > 0; repetitions--)
        {
            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_options, _inputNames, inputs, _outputNames);
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private static OrtValue Value(Buffer<T> buffer, int[] shape) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance,
        typeof(T) == typeof(float) ? TensorElementType.Float : typeof(T) == typeof(Half) ? TensorElementType.Float16 : TensorElementType.Double,
        [.. shape.Select(d => (long)d)],
        buffer.Address,
        buffer.Bytes);
}
