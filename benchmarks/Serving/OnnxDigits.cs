using Fleet;
using Microsoft.ML.OnnxRuntime;
using ShapeGen.Benchmarks.Peers.Onnx;

namespace ShapeGen.Benchmarks.Serving;

/// <summary>The digit network in ONNX Runtime, one thread a call, as a service with many requests would run it.</summary>
internal sealed class OnnxDigits : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    public OnnxDigits(SafeTensors file)
    {
        using var settings = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        _session = new InferenceSession(Model(file), settings);
        _inputs = [.. _session.InputMetadata.Keys];
        _outputs = [.. _session.OutputMetadata.Keys];
    }

    public void Forward(float[] image, float[] probabilities)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, image.AsMemory(0, DigitNetwork.InputLength), [1, 1, 28, 28]);
        using OrtValue output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, probabilities.AsMemory(0, DigitNetwork.OutputLength), [1, 10]);
        _session.Run(_options, _inputs, [input], _outputs, [output]);
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    /// <summary>Channels first, with the last layer's rows in that order too: ONNX Runtime transposes nothing.</summary>
    private static byte[] Model(SafeTensors file) => new OnnxGraph<float>(1, 1, 28, 28)
        .Conv(false, ToOutInHeightWidth(Read(file, "conv2d/kernel", 3, 3, 1, 8), 1, 8), [8, 1, 3, 3], Read(file, "conv2d/bias", 8), [], 2, 1)
        .Relu()
        .Conv(false, ToOutInHeightWidth(Read(file, "conv2d_1/kernel", 3, 3, 8, 32), 8, 32), [32, 8, 3, 3], Read(file, "conv2d_1/bias", 32), [], 2, 1)
        .Relu()
        .Flatten()
        .Dense(ToChannelsFirstRows(Read(file, "dense/kernel", 1152, 10)), Read(file, "dense/bias", 10))
        .Softmax()
        .ToModel(1, 10);

    private static float[] Read(SafeTensors file, string name, params int[] shape)
    {
        float[] values = new float[shape.Aggregate(1, (length, dimension) => length * dimension)];
        file.CopyTo<float>(name, shape, values);
        return values;
    }

    private static float[] ToOutInHeightWidth(float[] kernel, int inputs, int outputs)
    {
        float[] turned = new float[kernel.Length];
        for (int place = 0; place < 9; place++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int o = 0; o < outputs; o++)
                {
                    turned[(((o * inputs) + i) * 9) + place] = kernel[(((place * inputs) + i) * outputs) + o];
                }
            }
        }

        return turned;
    }

    private static float[] ToChannelsFirstRows(float[] kernel)
    {
        float[] turned = new float[kernel.Length];
        for (int place = 0; place < 36; place++)
        {
            for (int channel = 0; channel < 32; channel++)
            {
                kernel.AsSpan(((place * 32) + channel) * 10, 10).CopyTo(turned.AsSpan(((channel * 36) + place) * 10));
            }
        }

        return turned;
    }
}
