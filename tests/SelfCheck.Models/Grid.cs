namespace ShapeGen.SelfCheck.Models;

/// <summary>The numbers at which kernels change: every small one, and those around the vector widths.</summary>
internal static class Grid
{
    public static int[] Lengths { get; } = [.. Enumerable.Range(1, 70), 127, 128, 129, 255, 256, 257];

    public static int[] Channels { get; } = [1, 3, 16, 17, 64, 65];

    /// <summary>All lengths with the few channel counts, and all of the same numbers as channel counts with a few lengths.</summary>
    public static (int Length, int Channels)[] Pairs { get; } =
    [
        .. from length in Lengths from channels in Channels select (length, channels),
        .. from channels in Lengths.Except(Channels) from length in new[] { 1, 2, 49 } select (length, channels),
    ];

    /// <summary>A thinner grid, for the element types beside float.</summary>
    public static (int Length, int Channels)[] FewPairs { get; } =
    [
        .. from length in new[] { 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 49, 64, 65, 128, 257 }
           from channels in new[] { 1, 3, 8, 17, 65 }
           select (length, channels),
    ];

    /// <summary>
    /// Rows of whole blocks and one lane, whose kernel goes by groups of four rows and turns of 16, or of 8 for
    /// <c>double</c>: around the fewest, and one, two and three turns, with every number of rows after the last group.
    /// </summary>
    public static (int Length, int Channels)[] OneLaneMore { get; } =
    [
        .. from channels in new[] { 33, 49 }
           from length in new[] { 7, 8, 9, 10, 11, 12, 13, 20, 21, 22, 23, 24, 25, 26, 36, 37, 38, 39, 40, 41, 52, 53, 54, 55, 56, 57 }
           select (length, channels),
    ];

    /// <summary>The same for <c>double</c>, beside the 17 channels of <see cref="FewPairs"/>.</summary>
    public static (int Length, int Channels)[] OneDoubleMore { get; } =
    [
        .. from channels in new[] { 9, 17, 25 } from length in new[] { 10, 11, 12, 13, 14, 20, 21, 22, 23, 24, 25, 28, 29, 30 } select (length, channels),
    ];

    /// <summary>Rows of matrices that are turned: around one, two and three blocks of 32, with whole and broken tiles of 4 and 8 below.</summary>
    public static int[] TurnedRows { get; } = [31, 32, 33, 36, 39, 40, 63, 64, 65, 70, 101];

    /// <summary>Columns of them: around the 8 or 16 elements of a line, and whole numbers of lines, which start the blocks at one.</summary>
    public static int[] TurnedColumns { get; } = [7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 48, 50];

    /// <summary>Widths of activations: around the blocks of 8 and 16 lanes, and two or more of them.</summary>
    public static int[] RowLengths { get; } = [1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 15, 16, 17, 20, 24, 31, 32, 33, 40];

    /// <summary>Splits a length into the given number of axes, as near to a square or cube as it divides.</summary>
    public static int[] Split(int length, int axes)
    {
        if (axes == 1)
        {
            return [length];
        }

        int first = 1;
        for (int divisor = 2; Math.Pow(divisor, axes) <= length + 0.5; divisor++)
        {
            if (length % divisor == 0)
            {
                first = divisor;
            }
        }

        return [first, .. Split(length / first, axes - 1)];
    }
}
