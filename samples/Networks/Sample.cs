using ShapeGen;

namespace Networks;

/// <summary>The samples of one file: inputs, what Keras makes of them, and room for what a model here makes of them.</summary>
internal sealed class Sample
{
    private readonly float[][] _inputs;
    private readonly float[][] _expected;
    private readonly float[][] _outputs;

    private Sample(float[][] inputs, float[][] expected, int count)
    {
        _inputs = inputs;
        _expected = expected;
        _outputs = [.. expected.Select(values => new float[values.Length])];
        Count = count;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Reads the tensors <c>input/0</c>, <c>output/0</c> and so on.</summary>
    public static Sample Read(SafeTensors file)
    {
        (float[][] inputs, int count) = ReadAll(file, "input");
        (float[][] expected, _) = ReadAll(file, "output");
        return new Sample(inputs, expected, count);
    }

    /// <summary>The values of an input in one of the samples.</summary>
    public ReadOnlySpan<float> Input(int sample, int number = 0) => Part(_inputs[number], sample);

    /// <summary>Room for an output of one of the samples.</summary>
    public Span<float> Output(int sample, int number = 0) => Part(_outputs[number], sample);

    /// <summary>The largest |y - e| / (1 + |e|) of all outputs; NaN where one is missing.</summary>
    public double LargestDifference()
    {
        double largest = 0;
        for (int number = 0; number < _expected.Length; number++)
        {
            foreach ((float y, float e) in _outputs[number].Zip(_expected[number]))
            {
                double difference = Math.Abs((double)y - e) / (1 + Math.Abs((double)e));
                largest = double.IsNaN(difference) ? difference : Math.Max(largest, difference);
            }
        }

        return largest;
    }

    private Span<float> Part(float[] values, int sample) => values.AsSpan(sample * (values.Length / Count), values.Length / Count);

    private static (float[][] Values, int Count) ReadAll(SafeTensors file, string kind)
    {
        var all = new List<float[]>();
        int count = 0;
        while (file.TryFind($"{kind}/{all.Count}", out TensorInfo? info))
        {
            float[] values = new float[info.ElementCount];
            file.CopyTo(info.Name, values.AsSpan());
            all.Add(values);
            count = (int)info.Shape[0];
        }

        return ([.. all], count);
    }
}
