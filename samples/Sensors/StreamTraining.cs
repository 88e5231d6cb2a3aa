namespace Sensors;

/// <summary>
/// Trains the stream's model: the memory stays as it was drawn, with an update gate that forgets slowly, and only what reads it is
/// fitted, as in an echo state network.
/// </summary>
internal static class StreamTraining
{
    public const int Units = 12;

    /// <summary>Windows that the reading layer is fitted to.</summary>
    private const int Windows = 300;

    /// <summary>sigmoid(4) of the old state stays at each sample: a memory of some 56 samples.</summary>
    private const float Keep = 4;

    private const int Gates = 3;

    /// <summary>Fits a model to windows that a machine makes.</summary>
    /// <param name="seed">Of the machine and of the memory.</param>
    public static StreamModel Run(int seed)
    {
        (float[] kernel, float[] bias) = Memory(new Random(seed));
        float[] recurrent = new float[Units * Gates * Units];
        (float[] read, float[] readBias) = Training.Fit(States(seed, kernel, recurrent, bias, out int[] classes), classes, Machine.States, Units);
        return StreamModel.FromWeights(kernel, recurrent, bias, read, readBias);
    }

    /// <summary>What the memory holds at the end of each window.</summary>
    private static float[] States(int seed, float[] kernel, float[] recurrent, float[] bias, out int[] classes)
    {
        var memory = MemoryModel.FromWeights(kernel, recurrent, bias);
        var machine = new Machine(seed);
        float[] samples = new float[Window.Steps];
        float[] features = new float[MemoryModel.InputLength];
        float[] states = new float[Windows * Units];
        classes = new int[Windows];
        for (int i = 0; i < Windows; i++)
        {
            machine.Next(samples);
            Window.Describe(samples, features);
            memory.Forward(features, states.AsSpan(i * Units, Units));
            classes[i] = machine.State;
        }

        return states;
    }

    /// <summary>Random projections of the features; the gates depend on nothing.</summary>
    private static (float[] Kernel, float[] Bias) Memory(Random random)
    {
        float[] kernel = new float[Window.Features * Gates * Units];
        float[] bias = new float[2 * Gates * Units];
        for (int unit = 0; unit < Units; unit++)
        {
            bias[unit] = Keep;
            for (int feature = 0; feature < Window.Features; feature++)
            {
                kernel[(feature * Gates * Units) + (2 * Units) + unit] = (2 * random.NextSingle()) - 1;
            }
        }

        return (kernel, bias);
    }
}
