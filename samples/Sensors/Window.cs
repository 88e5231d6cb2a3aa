namespace Sensors;

/// <summary>A quarter of a second of acceleration at 1 kHz, and what the models look at of each sample.</summary>
internal static class Window
{
    public const int Steps = 256;
    public const int Features = 3;

    /// <summary>Writes for each sample its size, its square, and its distance from the one before.</summary>
    /// <param name="samples">The accelerations, <see cref="Steps"/> of them.</param>
    /// <param name="features">(steps, features), row by row.</param>
    public static void Describe(ReadOnlySpan<float> samples, Span<float> features)
    {
        float before = samples[0];
        for (int i = 0; i < Steps; i++)
        {
            float value = samples[i];
            features[(i * Features) + 0] = MathF.Abs(value);
            features[(i * Features) + 1] = value * value;
            features[(i * Features) + 2] = MathF.Abs(value - before);
            before = value;
        }
    }
}
