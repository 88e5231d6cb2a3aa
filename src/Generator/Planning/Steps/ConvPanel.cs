namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Filters whose weights lie together, (taps, channels, width), and the register tiles that compute them.</summary>
/// <param name="Filters">Filters that are stored; fewer than <paramref name="Width"/> where these are no whole block.</param>
/// <param name="Width">Elements of a packed row.</param>
/// <param name="First">The first filter of the first such panel within its group.</param>
/// <param name="Count">Panels that follow each other.</param>
/// <param name="Block">Lanes of a block.</param>
internal readonly record struct ConvPanel(int Filters, int Width, int First, int Count, int Block)
{
    /// <summary>Where blocks start; the last one ends with the panel.</summary>
    public int[] Offsets
    {
        get
        {
            int width = Width;
            int block = Block;
            return [.. Enumerable.Range(0, ((width - 1) / block) + 1).Select(i => Math.Min(i * block, width - block))];
        }
    }

    /// <summary>The panels of a group: whole ones, and one for the filters that are left, which steps back over others where they are no block.</summary>
    public static IEnumerable<ConvPanel> Cut(int filters, int width, int block)
    {
        if (filters < block)
        {
            yield return new ConvPanel(filters, block, 0, 1, block);
            yield break;
        }

        int whole = filters / width;
        if (whole > 0)
        {
            yield return new ConvPanel(width, width, 0, whole, block);
        }

        int rest = filters % width;
        if (rest > 0)
        {
            int last = Math.Max(rest, block);
            yield return new ConvPanel(last, last, filters - last, 1, block);
        }
    }
}
