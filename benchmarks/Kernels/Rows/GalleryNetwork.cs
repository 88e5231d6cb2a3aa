using System.Runtime.InteropServices;
using ShapeGen.Benchmarks.Peers.Onnx;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>A network of the gallery, in both forms.</summary>
/// <param name="Model">ShapeGen's class.</param>
/// <param name="Input">(height, width, channels).</param>
/// <param name="Write">Writes its layers for ONNX Runtime.</param>
/// <param name="Row">Its line in the table.</param>
internal sealed record GalleryNetwork(Type Model, int[] Input, Action<OnnxNetwork> Write, RowDefinition Row)
{
    private const int Samples = 10;

    /// <summary>Weights under Keras' names, samples under <c>input/0</c>.</summary>
    public static string WeightsFile(string name) => Path.Combine(AppContext.BaseDirectory, "Data", $"{name}.safetensors");

    /// <summary>Writes the model for ONNX Runtime and ten samples for either form: <c>.onnx</c>, <c>.last</c> and <c>.first</c>, the places of the channels.</summary>
    public void Save(string folder)
    {
        using SafeTensors weights = SafeTensors.Open(WeightsFile(Row.Name));
        var network = new OnnxNetwork(weights, Input);
        Write(network);
        File.WriteAllBytes(Path.Combine(folder, Row.Name + ".onnx"), network.Graph.ToModel(network.OutputShape));
        int length = Input.Aggregate(1, (product, d) => product * d);
        float[] stored = new float[weights.Tensors.First(t => t.Name == "input/0").Shape[0] * length];
        weights.CopyTo<float>("input/0", stored);
        using FileStream last = File.Create(Path.Combine(folder, Row.Name + ".last"));
        using FileStream first = File.Create(Path.Combine(folder, Row.Name + ".first"));
        for (int i = 0; i < Samples; i++)
        {
            ReadOnlySpan<float> sample = stored.AsSpan(i * length % stored.Length, length);
            last.Write(MemoryMarshal.AsBytes(sample));
            first.Write(MemoryMarshal.AsBytes(ConvWeights.ChannelsFirst(sample, Input[2]).AsSpan()));
        }
    }
}
