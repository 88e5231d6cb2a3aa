using System.Runtime.InteropServices;
using System.Text.Json;
using ShapeGen.SelfCheck;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Three LSTMs and a classifier.</summary>
[WholeNetwork]
[InputShape(30, 9)]
[LSTM(32, ReturnSequences = true)]
[LSTM(24, ReturnSequences = true)]
[Dropout(0.2)]
[LSTM(16)]
[Dense(6, Activation = Activation.Softmax)]
public sealed partial class StackedLstm;

/// <summary>Frames, remembered and pooled.</summary>
[WholeNetwork]
[InputShape(4, 12, 12, 3)]
[ConvLSTM2D(32, 3)]
[GlobalAveragePooling2D]
[Dense(256, Activation = Activation.Relu)]
public sealed partial class PooledConvLstm;

/// <summary>Whole networks with the weights that Keras 3.16 ran, and what it made of an input.</summary>
public class RecurrentNetworkTests
{
    [Theory]
    [InlineData("lstm_stacked", typeof(StackedLstm))]
    [InlineData("seed_convlstm32_gap", typeof(PooledConvLstm))]
    public void Keras_network(string name, Type model)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "keras-recurrent-networks.json")));
        JsonElement network = file.RootElement.EnumerateArray().Single(n => n.GetProperty("name").GetString() == name);
        float[][] weights = [.. network.GetProperty("weights").EnumerateArray().Select(weight => Floats(weight.GetProperty("v")))];
        float[] expected = Floats(network.GetProperty("y"));
        var found = new float[expected.Length];
        new ModelUnderTest<float>(model, weights).ForwardBatch(Floats(network.GetProperty("x")), found);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.True(Math.Abs(found[i] - expected[i]) <= 2e-5 * (1 + Math.Abs(expected[i])), $"output {i}: {found[i]:R}, Keras has {expected[i]:R}");
        }
    }

    private static float[] Floats(JsonElement values) => MemoryMarshal.Cast<byte, float>(values.GetBytesFromBase64()).ToArray();
}
