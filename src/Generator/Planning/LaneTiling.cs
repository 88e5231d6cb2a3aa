namespace ShapeGen.Generator.Planning;

/// <summary>
/// Output lanes cut into register tiles, once for 32 registers of 512 bits and once for the narrower files. Which lanes a
/// tile holds changes the speed only: each lane's arithmetic is the same in every tile.
/// </summary>
/// <param name="Lanes">All lanes; at least <paramref name="Block"/>.</param>
/// <param name="Block">Lanes of one 64-byte block.</param>
/// <param name="Wide">Blocks of a tile where a block is one register.</param>
/// <param name="Narrow">Blocks of a tile where a block is two or four registers.</param>
internal sealed record LaneTiling(int Lanes, int Block, int Wide, int Narrow)
{
    /// <summary>Rows side by side in a wide tile, which share what it loads for its lanes.</summary>
    public int WideRows { get; init; } = 1;

    /// <summary>The same in a narrow tile.</summary>
    public int NarrowRows { get; init; } = 1;

    /// <summary>One kernel serves both.</summary>
    public bool IsUniform => Wide == Narrow && WideRows == NarrowRows;

    public static LaneTiling Choose(int lanes, int block, int phases)
    {
        int blocks = ((lanes - 1) / block) + 1;
        return new LaneTiling(lanes, block, Math.Min(blocks, Math.Max(1, Budget.WideAccumulators / phases)), Math.Min(blocks, Math.Max(1, Budget.NarrowAccumulators / phases)));
    }

    /// <summary>Tiles for several rows at once: two blocks wide, and as many rows as the accumulators then allow.</summary>
    public static LaneTiling ChooseForRows(int lanes, int block, int phases)
    {
        int wide = Math.Min(((lanes - 1) / block) + 1, phases > 2 ? 1 : 2);
        return new LaneTiling(lanes, block, wide, 1)
        {
            WideRows = Math.Min(Budget.RowTile, Budget.WideAccumulators / phases / wide),
            NarrowRows = Math.Max(1, Budget.NarrowAccumulators / phases),
        };
    }

    /// <summary>Tiles for several rows at once where a block is a pair: two accumulators for each row and phase.</summary>
    public static LaneTiling ChooseForRowsOfPairs(int lanes, int pair, int phases) => new(lanes, pair, 1, 1)
    {
        WideRows = Math.Min(Budget.RowTile, Budget.WideAccumulators / phases / 2),
        NarrowRows = Math.Max(1, Budget.NarrowAccumulators / phases / 2),
    };

    /// <summary>The tiles of a given height that cover all lanes; the last block overlaps where the lanes are no multiple of a block.</summary>
    public IReadOnlyList<LaneTile> Tiles(int height, int rows = 1)
    {
        var tiles = new List<LaneTile>();
        int full = Lanes / (height * Block);
        if (full > 0)
        {
            tiles.Add(new LaneTile(0, full, height * Block, [.. Enumerable.Range(0, height).Select(b => b * Block)], rows));
        }

        int start = full * height * Block;
        if (start < Lanes)
        {
            // Less than a block is left: step back, and compute some lanes twice rather than one by one.
            int first = Math.Min(start, Lanes - Block);
            int blocks = (Lanes - first + Block - 1) / Block;
            tiles.Add(new LaneTile(first, 1, 0, [.. Enumerable.Range(0, blocks).Select(b => Math.Min(b * Block, Lanes - first - Block))], rows));
        }

        return tiles;
    }
}

/// <summary>One or several equal tiles.</summary>
/// <param name="Start">The first lane.</param>
/// <param name="Count">How many tiles follow each other.</param>
/// <param name="Stride">Lanes from one to the next.</param>
/// <param name="Offsets">The blocks of a tile, in lanes from its start; the last may overlap the one before it.</param>
/// <param name="Rows">Rows that the tile works on at once.</param>
internal sealed record LaneTile(int Start, int Count, int Stride, IReadOnlyList<int> Offsets, int Rows);
