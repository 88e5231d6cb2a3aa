using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Two directions that stay apart, beside what Keras 3.16 computed with <c>merge_mode=None</c>.</summary>
public class ApartVectorTests
{
    private delegate void Run(ReadOnlySpan<float> inputs, Span<float> forward, Span<float> backward);

    private static readonly (WeightInfo[] Weights, Func<SafeTensors, Run> Load)[] Models =
    [
        ([.. ApartLSTMSequence.Weights], file => ApartLSTMSequence.Load(file).ForwardBatch),
        ([.. ApartLSTM.Weights], file => ApartLSTM.Load(file).ForwardBatch),
        ([.. ApartGRUSequence.Weights], file => ApartGRUSequence.Load(file).ForwardBatch),
        ([.. ApartGRU.Weights], file => ApartGRU.Load(file).ForwardBatch),
        ([.. ApartSimpleRNNSequence.Weights], file => ApartSimpleRNNSequence.Load(file).ForwardBatch),
        ([.. ApartSimpleRNN.Weights], file => ApartSimpleRNN.Load(file).ForwardBatch),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Models.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keras_vector(int index)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "keras-directions-apart.json")));
        JsonElement vector = file.RootElement[index];
        (WeightInfo[] weights, Func<SafeTensors, Run> load) = Models[index];
        var writer = new SafeTensorsWriter();
        foreach ((WeightInfo weight, JsonElement value) in weights.Zip(vector.GetProperty("weights").EnumerateArray()))
        {
            Assert.Equal([.. weight.Shape], value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()));
            writer.Add(weight.Name, weight.Shape, Floats(value.GetProperty("v")));
        }

        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        stream.Position = 0;
        using SafeTensors tensors = SafeTensors.Read(stream);
        float[][] expected = [Floats(vector.GetProperty("y")), Floats(vector.GetProperty("more_outputs")[0].GetProperty("v"))];
        float[][] found = [new float[expected[0].Length], new float[expected[1].Length]];
        load(tensors)(Floats(vector.GetProperty("x")), found[0], found[1]);
        for (int i = 0; i < 2; i++)
        {
            Assert.All(found[i].Zip(expected[i]), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2e-5 * (1 + Math.Abs(pair.Second))));
        }
    }

    private static float[] Floats(JsonElement values) => values.ValueKind == JsonValueKind.String
        ? MemoryMarshal.Cast<byte, float>(values.GetBytesFromBase64()).ToArray()
        : [.. values.EnumerateArray().Select(v => v.GetSingle())];
}
