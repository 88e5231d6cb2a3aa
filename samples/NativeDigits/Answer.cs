using Samples;

namespace NativeDigits;

/// <summary>What the network says of a picture, in words: the picture itself, the digit, and what else it could be.</summary>
internal static class Answer
{
    private static readonly string[] Names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>One line with the answer, for instance <c>1.png: 1 (one), 96.7 %; else 2 (two), 2.4 %</c>, then the picture in characters.</summary>
    public static string Of(Picture picture, float[] scores)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(digit => scores[digit])];
        IReadOnlyList<string> drawing = HalfBlocks.Crop(picture.Ink, Picture.Size);
        return string.Join('\n', [$"{picture.Name}: {Named(order[0])}; else {Named(order[1])}", .. drawing.Select(line => $"    {line}".TrimEnd())]);

        string Named(int digit) => $"{digit} ({Names[digit]}), {100 * scores[digit]:0.0} %";
    }
}
