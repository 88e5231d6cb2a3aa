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
    public static IEnumerable<ConvTile> Cut(ConvAxis axis, int most, int blocks)
    {
        int tiles = ((axis.Outputs - 1) / most) + 1;
        int larger = axis.Outputs % tiles;
        var cut = new List<ConvTile>();
        for (int i = 0, first = 0; i < tiles; i++)
        {
            int positions = (axis.Outputs / tiles) + (i < larger ? 1 : 0);
            Append(cut, axis, first, positions, blocks);
            first += positions;
        }

        return cut;
    }

    /// <summary>Positions of the largest tile that <see cref="Cut"/> makes.</summary>
    public static int Largest(int outputs, int most)
    {
        int tiles = ((outputs - 1) / most) + 1;
        return ((outputs - 1) / tiles) + 1;
    }

    /// <summary>What is wrong with the tiles of a row: they must follow each other, and take each tap once where it has an input.</summary>
    public static string? FindFault(ConvAxis axis, IReadOnlyList<ConvTile> tiles)
    {
        int end = 0;
        foreach (ConvTile tile in tiles)
        {
            for (int i = 0; i < tile.Count; i++)
            {
                if (tile.First + (i * tile.Positions) != end || !tile.Segments.SequenceEqual(SegmentsOf(axis, end, tile.Positions)))
                {
                    return $"a tile of {tile.Positions} at output {end} is not that of its taps";
                }

                end += tile.Positions;
            }
        }

        return end == axis.Outputs ? null : $"the tiles end at output {end} of {axis.Outputs}";
    }

    /// <summary>Where tiles of all windows' inputs start: the first input that exists.</summary>
    public int FirstInput(ConvAxis axis) => Math.Min(Math.Max(axis.Start(First), 0), axis.Input - 1);

    public static string Describe(IEnumerable<ConvTile> tiles) => string.Join(" and ", tiles.Select(t => t.Count == 1 ? $"{t.Positions}" : $"{t.Count} × {t.Positions}"));

    private static void Append(List<ConvTile> tiles, ConvAxis axis, int first, int positions, int blocks)
    {
        var tile = new ConvTile(first, 1, positions, SegmentsOf(axis, first, positions).ToEquatableArray());
        if (positions > 1 && tile.Segments.Count > 1 && tile.Segments.Sum(s => blocks + (s.Positions * (1 + blocks))) > MostStatements)
        {
            Append(tiles, axis, first, positions / 2, blocks);
            Append(tiles, axis, first + (positions / 2), positions - (positions / 2), blocks);
            return;
        }

        ConvTile? last = tiles.Count == 0 ? null : tiles[tiles.Count - 1];
        if (last is not null && last.Positions == positions && last.Segments == tile.Segments && IsInside(axis, last) && IsInside(axis, tile))
        {
            tiles[tiles.Count - 1] = last with { Count = last.Count + 1 };
            return;
        }

        tiles.Add(tile);
    }

    private static bool IsInside(ConvAxis axis, ConvTile tile) => axis.Start(tile.First) == tile.FirstInput(axis);

    private static IEnumerable<ConvSegment> SegmentsOf(ConvAxis axis, int first, int positions)
    {
        var segments = new List<ConvSegment>();
        for (int tap = 0; tap < axis.Taps; tap++)
        {
            int[] seeing = [.. Enumerable.Range(0, positions).Where(p => axis.FirstTap(first + p) <= tap && tap < axis.EndTap(first + p))];
            if (seeing.Length == 0)
            {
                continue;
            }

            ConvSegment last = segments.Count == 0 ? default : segments[segments.Count - 1];
            if (last.Taps > 0 && last.FirstTap + last.Taps == tap && last.First == seeing[0] && last.Positions == seeing.Length)
            {
                segments[segments.Count - 1] = last with { Taps = last.Taps + 1 };
            }
            else
            {
                segments.Add(new ConvSegment(tap, 1, seeing[0], seeing.Length));
            }
        }

        return segments;
    }
}
