using System.Runtime.InteropServices;

namespace ShapeGen.Tool.Tests;

/// <summary>Inputs of a network and what its library gave for them, in files <c>NAME.input.0.4x40.f32</c>; the samples come first.</summary>
internal sealed class NetworkSamples
{
    /// <summary>Networks of ONNX over sequences whose features come last there too.</summary>
    private static readonly string[] Sequences = ["lstm_classifier", "transformer_block"];

    private readonly (float[] Values, int[] Shape)[] _inputs;
    private readonly (float[] Values, int[] Shape)[] _outputs;
    private readonly bool _isChannelsFirst;

    public NetworkSamples(string folder, string file)
    {
        string stem = file.Split('.')[0];
        _inputs = Vectors(folder, stem, "input");
        _outputs = Vectors(folder, stem, "output");
        _isChannelsFirst = file.EndsWith(".onnx", StringComparison.Ordinal) && !Sequences.Contains(stem);
    }

    public int Count => _inputs.Length == 0 ? 0 : _inputs[0].Shape[0];

    /// <summary>One sample; of ONNX' images the channels come last.</summary>
    public float[][] Inputs(int sample) => [.. _inputs.Select(input => Sample(input, sample, _isChannelsFirst))];

    public float[] Output(int sample, int index) => Sample(_outputs[index], sample, isChannelsFirst: false);

    private static (float[] Values, int[] Shape)[] Vectors(string folder, string stem, string kind) =>
    [
        .. Directory.GetFiles(folder, $"{stem}.{kind}.*").Order(StringComparer.Ordinal).Select(path =>
            (path.EndsWith(".i32", StringComparison.Ordinal)
                ? Array.ConvertAll(MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(path)).ToArray(), value => (float)value)
                : MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray(),
            Path.GetFileName(path).Split('.')[3].Split('x').Select(int.Parse).ToArray())),
    ];

    private static float[] Sample((float[] Values, int[] Shape) all, int sample, bool isChannelsFirst)
    {
        int length = all.Values.Length / all.Shape[0];
        float[] values = all.Values.AsSpan(sample * length, length).ToArray();
        if (!isChannelsFirst || all.Shape.Length < 3)
        {
            return values;
        }

        int channels = all.Shape[1];
        int positions = length / channels;
        return [.. Enumerable.Range(0, length).Select(i => values[(i % channels * positions) + (i / channels)])];
    }
}
