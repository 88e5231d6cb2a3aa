namespace Sensors;

/// <summary>Three windows with what either pooling keeps of them: why the state takes the mean and the shock the maximum.</summary>
internal static class Comparison
{
    private const int Normal = 1;
    private const int Worn = 2;

    /// <summary>What to look for: name, state and shock.</summary>
    private static readonly (string Name, int State, bool HasShock)[] Windows =
        [("normal", Normal, false), ("normal, hit once", Normal, true), ("worn", Worn, false)];

    /// <summary>Lines of at most 80 columns.</summary>
    public static IEnumerable<string> Of(StateModel state, ShockModel shock, int seed)
    {
        var machine = new Machine(seed);
        float[] features = new float[Means.InputLength];
        var rows = new List<string>();
        foreach ((string name, int wantedState, bool hasShock) in Windows)
        {
            float[] samples = Find(machine, wantedState, hasShock);
            Window.Describe(samples, features);
            yield return "";
            yield return $"{name}: {Window.Steps} samples, a row is 1 g";
            foreach (string line in Waveform.Of(samples))
            {
                yield return line;
            }

            rows.Add(Row(name, features, state, shock));
        }

        yield return "";
        yield return $"{"",-17}  GlobalAveragePooling1D  GlobalMaxPooling1D    the models say";
        yield return $"{"",-17}     |a|     a²   |Δa|      |a|     a²   |Δa|   state   shock";
        foreach (string row in rows)
        {
            yield return row;
        }

        yield return "";
        yield return "Three samples of a shock add little to a mean of 256, but they are the maximum.";
        yield return "A worn bearing shakes all the time, and that shows in every mean.";
    }

    private static float[] Find(Machine machine, int state, bool hasShock)
    {
        float[] samples = new float[Window.Steps];
        do
        {
            machine.Next(samples);
        }
        while (machine.State != state || machine.HasShock != hasShock);

        return samples;
    }

    private static string Row(string name, float[] features, StateModel state, ShockModel shock)
    {
        float[] means = new float[Means.OutputLength];
        float[] peaks = new float[Peaks.OutputLength];
        float[] states = new float[StateModel.OutputLength];
        float[] shocks = new float[ShockModel.OutputLength];
        Means.Forward(features, means);
        Peaks.Forward(features, peaks);
        state.Forward(features, states);
        shock.Forward(features, shocks);
        string seen = Machine.StateNames[Array.IndexOf(states, states.Max())];
        return $"{name,-17}  {Numbers(means)}   {Numbers(peaks)}   {seen,-6} {100 * shocks[0],5:0.0} %";
    }

    private static string Numbers(float[] values) => $"{values[0],6:0.00} {values[1],6:0.00} {values[2],6:0.00}";
}
