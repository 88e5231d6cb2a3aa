using Samples;

namespace Sensors;

/// <summary>Draws a window in characters: time to the right, acceleration upwards, each column from its least to its greatest sample.</summary>
internal static class Waveform
{
    private const int Columns = 64;
    private const int SamplesAColumn = Window.Steps / Columns;

    /// <summary>The drawing reaches from -Range to Range, in g; a shock goes to about 7.</summary>
    private const int Range = 8;
    private const int PixelsAnUnit = 2;
    private const int Rows = 2 * Range * PixelsAnUnit;

    /// <summary>The rows that are not empty, from top to bottom; each is 1 g high.</summary>
    public static IReadOnlyList<string> Of(ReadOnlySpan<float> samples)
    {
        float[] ink = new float[Rows * Columns];
        for (int column = 0; column < Columns; column++)
        {
            ReadOnlySpan<float> part = samples.Slice(column * SamplesAColumn, SamplesAColumn);
            float least = part[0];
            float greatest = part[0];
            foreach (float sample in part)
            {
                least = MathF.Min(least, sample);
                greatest = MathF.Max(greatest, sample);
            }

            for (int row = RowOf(greatest); row <= RowOf(least); row++)
            {
                ink[(row * Columns) + column] = 1;
            }
        }

        return HalfBlocks.Crop(ink, Columns);
    }

    private static int RowOf(float acceleration) =>
        Math.Clamp((int)MathF.Floor((Range - acceleration) * PixelsAnUnit), 0, Rows - 1);
}
