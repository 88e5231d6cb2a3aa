using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Weights;

namespace ShapeGen.Tool.Verification;

/// <summary><c>N.reference.safetensors</c>: one sample and what the model gives for it, as <c>input.0</c> and <c>output.0</c>.</summary>
internal static class ReferenceFile
{
    public static IEnumerable<NamedTensor> Tensors(Network network, ReferenceRun run) =>
        run.Inputs.Select((input, i) => new NamedTensor($"input.{i}", network.Inputs[i].Shape!, () => input))
            .Concat(run.Outputs.Select((output, i) => new NamedTensor($"output.{i}", [output.Length], () => Array.ConvertAll(output, x => (float)x))));

    public static (float[][] Inputs, double[][] Outputs) Read(string path)
    {
        using SafeTensors file = SafeTensors.Open(path);
        return (Values(file, "input"), [.. Values(file, "output").Select(output => Array.ConvertAll(output, x => (double)x))]);
    }

    private static float[][] Values(SafeTensors file, string kind)
    {
        var values = new List<float[]>();
        while (file.TryFind($"{kind}.{values.Count}", out TensorInfo? tensor))
        {
            float[] numbers = new float[tensor.ElementCount];
            file.CopyTo($"{kind}.{values.Count}", numbers.AsSpan());
            values.Add(numbers);
        }

        return [.. values];
    }
}
