namespace ShapeGen.Generator.Tests.Graph;

/// <summary>Batches of graphs whose samples go through each step together, and outputs that are one value.</summary>
public class GraphBatchTests
{
    private const string Models = """
        using System;
        using ShapeGen;

        [InputShape(9)]
        [Dense(33, Activation = Activation.Relu)]
        [Activation(Activation.Softmax, Name = "first")]
        [Dense(20, From = "input")]
        [Activation(Activation.LogSoftmax)]
        [Concatenate("first", "input")]
        public sealed partial class Parts;

        [InputShape<Half>(4)]
        [Activation(Activation.Tanh, Name = "first")]
        [Dropout(0.5, Name = "second")]
        [Output("first")]
        [Output("second")]
        public static partial class Twice;

        public static class Run
        {
            /// <summary>The outputs of single samples, then those of the batch; after each a guard.</summary>
            public static float[][] PartsOf(float[] x, float[] dense, float[] other)
            {
                Parts model = Parts.FromWeights(dense, new float[33], other, new float[20]);
                int samples = x.Length / Parts.InputLength, length = Parts.OutputLength;
                float[] single = new float[samples * length + 64], batch = new float[samples * length + 64];
                for (int i = 0; i < samples; i++) model.Forward(x.AsSpan(i * 9, 9), single.AsSpan(i * length, length));
                model.ForwardBatch(x, batch.AsSpan(0, samples * length));
                return [single, batch];
            }

            public static float[] TwiceOf(float[] x)
            {
                var first = new Half[4];
                var second = new Half[4];
                Twice.Forward(Array.ConvertAll(x, v => (Half)v), first, second);
                return Array.ConvertAll([.. first, .. second], v => (float)v);
            }
        }
        """;

    /// <summary>The parts of a concatenation lie in it sample by sample.</summary>
    [Fact]
    public void ABatchLaysThePartsOfEachSampleTogether()
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        var random = new Random(5);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
        float[][] found = (float[][])consumer.Call("Run", "PartsOf", Values(9 * 70), Values(9 * 33), Values(9 * 20))!;
        Assert.Equal(found[0], found[1]);
    }

    [Fact]
    public void OneHalfValueIsTwoOutputs()
    {
        using LoadedAssembly consumer = GeneratorRun.LoadShared(Models);
        float[] found = (float[])consumer.Call("Run", "TwiceOf", new float[] { 0.5f, -1, 2, 0 })!;
        Assert.Equal(found[..4], found[4..]);
        Assert.Equal((float)(Half)Math.Tanh(0.5), found[0]);
    }
}
