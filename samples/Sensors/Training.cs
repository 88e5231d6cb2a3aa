namespace Sensors;

/// <summary>Trains both heads on windows that the machine makes: softmax and logistic regression over the pooled features, by gradient descent.</summary>
internal static class Training
{
    private const int Windows = 600;
    private const int Rounds = 3000;
    private const float Rate = 0.3f;

    public static (StateModel State, ShockModel Shock) Run(int seed)
    {
        var machine = new Machine(seed);
        float[] samples = new float[Window.Steps];
        float[] features = new float[Means.InputLength];
        float[] means = new float[Windows * Window.Features];
        float[] peaks = new float[Windows * Window.Features];
        int[] states = new int[Windows];
        int[] shocks = new int[Windows];
        for (int i = 0; i < Windows; i++)
        {
            machine.Next(samples);
            Window.Describe(samples, features);
            Means.Forward(features, means.AsSpan(i * Window.Features, Window.Features));
            Peaks.Forward(features, peaks.AsSpan(i * Window.Features, Window.Features));
            states[i] = machine.State;
            shocks[i] = machine.HasShock ? 1 : 0;
        }

        (float[] kernel, float[] bias) = Fit(means, states, Machine.States, Window.Features);
        (float[] both, float[] biases) = Fit(peaks, shocks, 2, Window.Features);

        // Softmax over two classes is a sigmoid of their difference.
        float[] difference = [.. Enumerable.Range(0, Window.Features).Select(i => both[(i * 2) + 1] - both[i * 2])];
        return (StateModel.FromWeights(kernel, bias), ShockModel.FromWeights(difference, [biases[1] - biases[0]]));
    }

    /// <summary>Softmax regression; features are scaled to a mean square of one meanwhile.</summary>
    /// <param name="features">Rows of features.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="count">Classes.</param>
    /// <param name="width">Features of a row.</param>
    public static (float[] Kernel, float[] Bias) Fit(float[] features, int[] classes, int count, int width)
    {
        float[] scales = [.. Enumerable.Range(0, width).Select(f =>
            MathF.Sqrt(Enumerable.Range(0, classes.Length).Average(i => features[(i * width) + f] * features[(i * width) + f])))];
        float[] kernel = new float[width * count];
        float[] bias = new float[count];
        float[] errors = new float[count];
        float[] kernelStep = new float[kernel.Length];
        float[] biasStep = new float[count];
        for (int round = 0; round < Rounds; round++)
        {
            Array.Clear(kernelStep);
            Array.Clear(biasStep);
            for (int i = 0; i < classes.Length; i++)
            {
                float sum = 0;
                for (int c = 0; c < count; c++)
                {
                    float score = bias[c];
                    for (int f = 0; f < width; f++)
                    {
                        score += features[(i * width) + f] / scales[f] * kernel[(f * count) + c];
                    }

                    sum += errors[c] = MathF.Exp(score);
                }

                for (int c = 0; c < count; c++)
                {
                    float error = (errors[c] / sum) - (classes[i] == c ? 1 : 0);
                    biasStep[c] += error;
                    for (int f = 0; f < width; f++)
                    {
                        kernelStep[(f * count) + c] += error * features[(i * width) + f] / scales[f];
                    }
                }
            }

            Descend(kernel, kernelStep, Rate / classes.Length);
            Descend(bias, biasStep, Rate / classes.Length);
        }

        return ([.. kernel.Select((value, i) => value / scales[i / count])], bias);
    }

    private static void Descend(float[] values, float[] step, float rate)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= rate * step[i];
        }
    }
}
