namespace Sensors;

/// <summary>A machine with an accelerometer on it: it idles, runs or runs with a worn bearing, and now and then something hits it.</summary>
/// <param name="seed">The same seed gives the same signal.</param>
internal sealed class Machine(int seed)
{
    public const int States = 3;

    public static readonly string[] StateNames = ["idle", "normal", "worn"];

    private const float SampleRate = 1000;
    private const float Turning = 50;
    private const float Bearing = 180;

    private readonly Random _random = new(seed);
    private long _time;

    /// <summary>0 idle, 1 normal, 2 worn.</summary>
    public int State { get; private set; }

    /// <summary>Whether the last window holds a shock.</summary>
    public bool HasShock { get; private set; }

    /// <summary>Writes the next window of samples, in units of g.</summary>
    public void Next(Span<float> samples)
    {
        State = _random.Next(States);
        HasShock = _random.Next(8) == 0;
        float load = 0.8f + (0.4f * _random.NextSingle());
        foreach (ref float sample in samples)
        {
            float seconds = _time++ / SampleRate % 1;
            sample = State switch
            {
                0 => Noise(0.05f),
                1 => (load * Sine(Turning, seconds)) + Noise(0.2f),
                _ => (load * Sine(Turning, seconds)) + (0.6f * load * Sine(Bearing, seconds)) + Noise(0.3f),
            };
        }

        if (HasShock)
        {
            int at = _random.Next(samples.Length - 3);
            samples[at] += 6;
            samples[at + 1] -= 5;
            samples[at + 2] += 3;
        }
    }

    private static float Sine(float frequency, float seconds) => MathF.Sin(2 * MathF.PI * frequency * seconds);

    private float Noise(float size) => size * ((2 * _random.NextSingle()) - 1);
}
