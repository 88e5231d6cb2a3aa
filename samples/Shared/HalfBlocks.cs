namespace Samples;

/// <summary>Draws in plain characters, each the upper and the lower half of one: a pixel is either ink or paper.</summary>
internal static class HalfBlocks
{
    /// <summary>The character for two values from 0 (paper) to 1 (ink), one above the other.</summary>
    public static char Of(float upper, float lower) => (upper > 0.5f, lower > 0.5f) switch
    {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        _ => ' ',
    };

    /// <summary>The lines of a picture, without the empty ones around it and the blanks that its lines share or end with.</summary>
    /// <param name="ink">Values from 0 (paper) to 1 (ink), row by row.</param>
    /// <param name="width">Pixels in a row; the number of rows is even.</param>
    public static IReadOnlyList<string> Crop(ReadOnlySpan<float> ink, int width)
    {
        var lines = new List<string>();
        for (; !ink.IsEmpty; ink = ink[(2 * width)..])
        {
            char[] line = new char[width];
            for (int column = 0; column < width; column++)
            {
                line[column] = Of(ink[column], ink[width + column]);
            }

            lines.Add(new string(line).TrimEnd());
        }

        int first = lines.FindIndex(line => line.Length > 0);
        int last = lines.FindLastIndex(line => line.Length > 0);
        if (first < 0)
        {
            return [];
        }

        lines = lines[first..(last + 1)];
        int margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return [.. lines.Select(line => line.Length > 0 ? line[margin..] : "")];
    }
}
