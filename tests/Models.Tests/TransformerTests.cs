using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Attention and two layers at each position, each with a residual and normalised.</summary>
[Block]
[MultiHeadAttention(3, 8)]
[Dropout(0.1)]
[Add("input")]
[LayerNormalization(Epsilon = 1e-6, Name = "attended")]
[Dense(48, Activation = Activation.Gelu)]
[Dense(24)]
[Add("attended")]
[LayerNormalization(Epsilon = 1e-6)]
public partial class TransformerBlock;

/// <summary>A transformer that reads frames and names what they are.</summary>
[InputShape(16, 12)]
[Dense(24, Name = "project")]
[Apply<TransformerBlock>(Repeat = 2)]
[GlobalAveragePooling1D]
[Dense(5, Activation = Activation.Softmax, Name = "probs")]
public sealed partial class TransformerEncoder;

/// <summary>A whole transformer with the weights that Keras 3.16 ran, and what it made of three samples.</summary>
public class TransformerTests
{
    [Fact]
    public void Keras_network()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "keras-transformer.json")));
        float[][] weights = [.. file.RootElement.GetProperty("weights").EnumerateArray().Select(weight => Floats(weight.GetProperty("v")))];
        Assert.Equal(10_181, weights.Sum(weight => weight.Length));
        Assert.Equal(10_181, TransformerEncoder.ParameterCount);
        float[] expected = Floats(file.RootElement.GetProperty("y"));
        var found = new float[expected.Length];
        var writer = new SafeTensorsWriter();
        for (int i = 0; i < weights.Length; i++)
        {
            writer.Add(TransformerEncoder.Weights[i].Name, [.. file.RootElement.GetProperty("weights")[i].GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())], weights[i]);
        }

        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        stream.Position = 0;
        TransformerEncoder.Load(stream).ForwardBatch(Floats(file.RootElement.GetProperty("x")), found);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.True(Math.Abs(found[i] - expected[i]) <= 2e-5 * (1 + Math.Abs(expected[i])), $"output {i}: {found[i]:R}, Keras has {expected[i]:R}");
        }
    }

    [Fact]
    public void A_thousand_calls_allocate_nothing()
    {
        var weights = TransformerEncoder.Weights.ToArray();
        var writer = new SafeTensorsWriter();
        foreach (WeightInfo weight in weights)
        {
            writer.Add(weight.Name, [.. weight.Shape], Enumerable.Range(0, (int)weight.Length).Select(i => ((i % 13) - 6) / 20f).ToArray());
        }

        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        stream.Position = 0;
        TransformerEncoder model = TransformerEncoder.Load(stream);
        float[] input = [.. Enumerable.Range(0, TransformerEncoder.InputLength).Select(i => (i % 11) / 11f)];
        float[] output = new float[TransformerEncoder.OutputLength];
        model.Forward(input, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            model.Forward(input, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Floats(JsonElement values) => MemoryMarshal.Cast<byte, float>(values.GetBytesFromBase64()).ToArray();
}
