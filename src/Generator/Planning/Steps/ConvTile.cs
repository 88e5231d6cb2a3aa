namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Taps that the same positions of a tile have in common.</summary>
/// <param name="FirstTap">The first of them along the last axis.</param>
/// <param name="Taps">How many there are.</param>
/// <param name="First">The first position of the tile whose window has an input under these taps.</param>
/// <param name="Positions">How many positions have.</param>
internal readonly record struct ConvSegment(int FirstTap, int Taps, int First, int Positions);

/// <summary>
/// Neighbouring outputs of a row that share every weight they load. At the borders of a padded row positions lack some of
/// their taps: they take part only in the segments that they have, so padding is neither read nor multiplied.
/// </summary>
/// <param name="First">The first output.</param>
/// <param name="Count">Equal tiles that follow each other.</param>
/// <param name="Positions">Outputs of one tile.</param>
/// <param name="Segments">The taps in their order.</param>
internal sealed record ConvTile(int First, int Count, int Positions, EquatableArray<ConvSegment> Segments)
{
    /// <summary>Vector statements of a tile's body up to which it stays in one piece.</summary>
    private const int MostStatements = 150;

    /// <summary>Cuts a row into tiles of nearly equal size.</summary>
    /// <param name="axis">The last axis.</param>
    /// <param name="most">Positions of a tile at most.</param>
    /// <param name="blocks">Blocks of output lanes of a tile.</param>
    /// <param name="cutsRows">Whether sums end sections inside a row of the kernel, at the end of a segment or before.</param>
    public static IEnumerable<ConvTile> Cut(ConvAxis axis, int most, int blocks, bool cutsRows)
    {
        int count = ((axis.Outputs - 1) / most) + 1;
        int size = axis.Outputs / count;
        int larger = axis.Outputs % count * (size + 1);
        var tiles = new List<ConvTile>();
        for (int first = 0; first < axis.Outputs;)
        {
            bool isLarger = first < larger;
            first = Append(tiles, axis, first, isLarger ? size + 1 : size, isLarger ? larger : axis.Outputs, blocks, cutsRows);
        }

        return tiles;
    }

    /// <summary>What is wrong with the tiles of a row: they must follow each other, and take each tap once where it has an input.</summary>
    public static string? FindFault(ConvAxis axis, IReadOnlyList<ConvTile> tiles)
    {
        int end = 0;
        foreach (ConvTile tile in tiles)
        {
            if (tile.First != end || !tile.Segments.SequenceEqual(SegmentsOf(axis, end, tile.Positions)) || tile.Count > Alike(axis, end, tile.Positions, axis.Outputs))
            {
                return $"a tile of {tile.Positions} at output {end} is not that of its taps";
            }

            end += tile.Count * tile.Positions;
        }

        return end == axis.Outputs ? null : $"the tiles end at output {end} of {axis.Outputs}";
    }

    /// <summary>The first input that the tile's windows see, from which all are counted.</summary>
    public int FirstInput(ConvAxis axis)
    {
        int position = First;
        return Segments.Count == 0 ? 0 : Segments.Min(s => axis.Start(position + s.First) + (s.FirstTap * axis.Dilation));
    }

    public static string Describe(IEnumerable<ConvTile> tiles) => string.Join(" and ", tiles.Select(t => t.Count == 1 ? $"{t.Positions}" : $"{t.Count} × {t.Positions}"));

    /// <summary>Adds the tiles from an output on that are alike; returns the output after them.</summary>
    private static int Append(List<ConvTile> tiles, ConvAxis axis, int first, int positions, int end, int blocks, bool cutsRows)
    {
        EquatableArray<ConvSegment> segments = SegmentsOf(axis, first, positions).ToEquatableArray();
        int sectionEnds = cutsRows ? segments.Count * positions * blocks : 0;
        if (positions > 1 && segments.Count > 1 && segments.Sum(s => blocks + (s.Positions * (1 + blocks))) + sectionEnds > MostStatements)
        {
            int half = positions / 2;
            Append(tiles, axis, first, half, first + half, blocks, cutsRows);
            return Append(tiles, axis, first + half, positions - half, first + positions, blocks, cutsRows);
        }

        int count = Alike(axis, first, positions, end);
        tiles.Add(new ConvTile(first, count, positions, segments));
        return first + (count * positions);
    }

    /// <summary>How many tiles from an output on, up to another, see inputs under the same taps.</summary>
    private static int Alike(ConvAxis axis, int first, int positions, int end) => Math.Min(
        (end - first) / positions,
        Enumerable.Range(first, positions).Min(output => ((axis.LastAlike(output) - output) / positions) + 1));

    /// <summary>Taps between those at which some position begins or ceases to see inputs belong together.</summary>
    private static IEnumerable<ConvSegment> SegmentsOf(ConvAxis axis, int first, int positions)
    {
        int[] firsts = [.. Enumerable.Range(first, positions).Select(axis.FirstTap)];
        int[] ends = [.. Enumerable.Range(first, positions).Select(axis.EndTap)];
        int[] bounds = [.. firsts.Concat(ends).Distinct().OrderBy(tap => tap)];
        for (int i = 0; i + 1 < bounds.Length; i++)
        {
            int tap = bounds[i];
            int from = Array.FindIndex(firsts, f => f <= tap);
            int count = from < 0 ? 0 : Enumerable.Range(from, positions - from).TakeWhile(p => ends[p] > tap).Count();
            if (count > 0)
            {
                yield return new ConvSegment(tap, bounds[i + 1] - tap, from, count);
            }
        }
    }
}
