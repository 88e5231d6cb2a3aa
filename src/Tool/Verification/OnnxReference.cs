using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification;

/// <summary>Runs an ONNX file with ONNX Runtime.</summary>
internal static class OnnxReference
{
    /// <summary>The model's outputs for one sample, whose axes are in this network's order.</summary>
    public static double[][] Run(string path, Network network, float[][] inputs)
    {
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            using var session = new InferenceSession(path, options);
            List<NamedOnnxValue> values = [.. network.Inputs.Select((input, i) => Value(input, inputs[i], session.InputMetadata[input.Name].ElementDataType))];
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(values);
            return [.. results.Select((result, i) => Values(result.AsTensor<float>(), network.OutputOrders[i]))];
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ToolException($"ONNX Runtime does not run the file: {exception.Message}", exception);
        }
    }

    private static double[] Values(Tensor<float> output, int[] order)
    {
        int[] shape = [.. output.Dimensions.ToArray().Skip(1)];
        var there = new Reference.Tensor(shape, Array.ConvertAll(output.ToArray(), x => (double)x));
        return shape.Length == order.Length ? there.Transpose([.. order.Select(axis => axis - 1)]).Values : there.Values;
    }

    private static NamedOnnxValue Value(Node input, float[] values, TensorElementType type)
    {
        var here = new Reference.Tensor(input.Shape!, Array.ConvertAll(values, x => (double)x));
        // Axis a of the sample in the file, counted from 1, lies here at the place of a in the order.
        int[] order = input.SourceOrder;
        Reference.Tensor there = order.Length == 0 ? here : here.Transpose([.. Enumerable.Range(1, order.Length).Select(axis => Array.IndexOf(order, axis))]);
        int[] shape = [1, .. there.Shape];
        return type switch
        {
            TensorElementType.Int64 => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<long>(Array.ConvertAll(there.Values, x => (long)x), shape)),
            TensorElementType.Int32 => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<int>(Array.ConvertAll(there.Values, x => (int)x), shape)),
            _ => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(Array.ConvertAll(there.Values, x => (float)x), shape)),
        };
    }
}
