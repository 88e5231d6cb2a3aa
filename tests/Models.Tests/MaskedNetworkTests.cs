using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Networks with masks, with the weights that Keras 3.15.1 ran, or 3.16 where masks end at recurrent layers, and what it made of six samples: padded at the end, at the start, here and there, wholly, and not at all.</summary>
public class MaskedNetworkTests
{
    private delegate void Run(ReadOnlySpan<int> inputs, Span<float> destination);

    private static readonly Dictionary<string, (WeightInfo[] Weights, Func<SafeTensors, Run> Load)> Networks = new()
    {
        ["masked_stack"] = ([.. MaskedStack.Weights], file => MaskedStack.Load(file).ForwardBatch),
        ["masked_directions"] = ([.. MaskedDirections.Weights], file => MaskedDirections.Load(file).ForwardBatch),
        ["masked_backwards"] = ([.. MaskedBackwards.Weights], file => MaskedBackwards.Load(file).ForwardBatch),
        ["masked_zeros"] = ([.. MaskedZeros.Weights], file => MaskedZeros.Load(file).ForwardBatch),
        ["masked_pooling"] = ([.. MaskedPooling.Weights], file => MaskedPooling.Load(file).ForwardBatch),
        ["masked_sentences"] = ([.. MaskedSentences.Weights], file => MaskedSentences.Load(file).ForwardBatch),
        ["masked_stack_stopped"] = ([.. MaskedStackStopped.Weights], file => MaskedStackStopped.Load(file).ForwardBatch),
        ["masked_directions_stopped"] = ([.. MaskedDirectionsStopped.Weights], file => MaskedDirectionsStopped.Load(file).ForwardBatch),
        ["masked_concatenation"] = ([.. MaskedConcatenation.Weights], file => MaskedConcatenation.Load(file).ForwardBatch),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Keras_network(string name)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "keras-masked-networks.json")));
        JsonElement network = file.RootElement.EnumerateArray().Single(n => n.GetProperty("name").GetString() == name);
        (WeightInfo[] weights, Func<SafeTensors, Run> load) = Networks[name];
        int[] integers = Values<int>(network.GetProperty("x"));
        float[] expected = Values<float>(network.GetProperty("y"));
        Assert.InRange(integers.Count(i => i == 0), 1, integers.Length - 1);

        var writer = new SafeTensorsWriter();
        Assert.Equal(weights.Length, network.GetProperty("weights").GetArrayLength());
        foreach ((WeightInfo weight, JsonElement value) in weights.Zip(network.GetProperty("weights").EnumerateArray()))
        {
            writer.Add(weight.Name, weight.Shape, Values<float>(value.GetProperty("v")));
        }

        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        stream.Position = 0;
        using SafeTensors tensors = SafeTensors.Read(stream);
        var found = new float[expected.Length];
        load(tensors)(integers, found);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.True(Math.Abs(found[i] - expected[i]) <= 2e-5 * (1 + Math.Abs(expected[i])), $"output {i}: {found[i]:R}, Keras has {expected[i]:R}");
        }
    }

    private static T[] Values<T>(JsonElement values)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(values.GetBytesFromBase64()).ToArray();
}
