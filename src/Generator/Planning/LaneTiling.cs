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

    /// <summary>Rows of a second narrow tile, two thirds of the first's, so that both together cover all its multiples but one; 0 where the first does.</summary>
    public int NarrowRestRows { get; init; }

    /// <summary>Blocks that cover all lanes.</summary>
    public int Blocks => ((Lanes - 1) / Block) + 1;

    /// <summary>One kernel serves both.</summary>
    public bool IsUniform => Wide == Narrow && WideRows == NarrowRows && NarrowRestRows == 0;

    /// <summary>The tiles for 32 registers of 512 bits.</summary>
    public IReadOnlyList<LaneTile> WideTiles => Tiles(Wide, WideRows);

    /// <summary>The tiles for the narrower files.</summary>
    public IReadOnlyList<LaneTile> NarrowTiles => Tiles(Narrow, NarrowRows, NarrowRestRows);

    public static LaneTiling Choose(int lanes, int block, int phases)
    {
        int blocks = ((lanes - 1) / block) + 1;
        return new LaneTiling(lanes, block, Math.Min(blocks, Math.Max(1, Budget.WideAccumulators / phases)), Math.Min(blocks, Math.Max(1, Budget.NarrowAccumulators / phases)));
    }

    /// <summary>
    /// Tiles for several rows at once: two blocks wide, and as many rows as the accumulators then allow. Three blocks are one
    /// tile, because one block alone leaves the units waiting. Narrow tiles are one block wide and come in threes of rows, as
    /// six are the best use of 16 registers but divide no power of two.
    /// </summary>
    public static LaneTiling ChooseForRows(int lanes, int block, int phases)
    {
        int blocks = ((lanes - 1) / block) + 1;
        int wide = blocks == 3 && phases == 1 ? 3 : Math.Min(blocks, phases > 2 ? 1 : 2);
        int third = Budget.NarrowRowAccumulators / phases / 3;
        return new LaneTiling(lanes, block, wide, 1)
        {
            WideRows = wide == 3 ? Budget.RowTile : Math.Min(Budget.RowTile, Budget.WideAccumulators / phases / wide),
            NarrowRows = Math.Max(1, 3 * third),
            NarrowRestRows = 2 * third,
        };
    }

    /// <summary>Tiles for several rows at once where a block is a pair: two accumulators for each row and phase.</summary>
    public static LaneTiling ChooseForRowsOfPairs(int lanes, int pair, int phases) => new(lanes, pair, 1, 1)
    {
        WideRows = Math.Min(Budget.RowTile, Budget.WideAccumulators / phases / 2),
        NarrowRows = Math.Max(1, Budget.NarrowAccumulators / phases / 2),
    };

    /// <summary>The tiles of a given height that cover all lanes; the last block overlaps where the lanes are no multiple of a block.</summary>
    public IReadOnlyList<LaneTile> Tiles(int height, int rows = 1, int restRows = 0)
    {
        var tiles = new List<LaneTile>(2);
        int full = Lanes / (height * Block);
        if (full > 0)
        {
            tiles.Add(new LaneTile(0, full, height * Block, Offsets(height, height * Block), rows, restRows));
        }

        int start = full * height * Block;
        if (start < Lanes)
        {
            // Less than a block is left: step back, and compute some lanes twice rather than one by one.
            int first = Math.Min(start, Lanes - Block);
            int blocks = (Lanes - first + Block - 1) / Block;
            tiles.Add(new LaneTile(first, 1, 0, Offsets(blocks, Lanes - first), rows, restRows));
        }

        return tiles;
    }

    /// <summary>Where the blocks of a tile start; the last one ends with its lanes.</summary>
    private int[] Offsets(int blocks, int lanes)
    {
        var offsets = new int[blocks];
        for (int i = 0; i < blocks; i++)
        {
            offsets[i] = Math.Min(i * Block, lanes - Block);
        }

        return offsets;
    }

    /// <summary>The tiles of both heights.</summary>
    public IEnumerable<LaneTile> AllTiles => IsUniform ? WideTiles : WideTiles.Concat(NarrowTiles);

    /// <summary>The numbers are such that tiles can be made of them.</summary>
    public bool IsSound => Block > 0 && Lanes >= Block && Wide > 0 && Narrow > 0 && WideRows > 0 && NarrowRows > 0;

    public string Describe()
    {
        string unit = Block == 1 ? "lane" : "block";
        string blocks = Block == 1 ? "" : $" in blocks of {Block}";
        string rest = NarrowRestRows == 0 ? "" : $" or {NarrowRestRows}";
        return $"{Lanes} lanes{blocks}, tiles of {Size($"{WideRows}", Wide)} wide, {Size($"{NarrowRows}{rest}", Narrow)} narrow";

        string Size(string rows, int height) => $"{(rows == "1" ? "" : $"{rows} rows × ")}{height} {unit}{(height == 1 ? "" : "s")}";
    }

    /// <summary>What is wrong with a step's tiling.</summary>
    /// <param name="tiling">The tiling, which must not be null.</param>
    /// <param name="lanes">The lanes that the step has.</param>
    /// <param name="block">Lanes of one block.</param>
    /// <param name="phases">The step's partial results of each lane.</param>
    public static IEnumerable<string> Faults(LaneTiling? tiling, int lanes, int block, int phases)
    {
        if (tiling is not { IsSound: true } || tiling.Lanes != lanes || tiling.Block != block)
        {
            yield return $"has {lanes} lanes in blocks of {block}, but tiles of {(tiling is null ? "none" : tiling.Describe())}";
            yield break;
        }

        if (tiling.FindFault(tiling.Wide, tiling.WideRows, 0, phases, tiling.WideRows > 1 ? Budget.WideRowAccumulators : Budget.WideAccumulators) is { } wide)
        {
            yield return wide;
        }

        int budget = tiling.NarrowRestRows > 0 ? Budget.NarrowRowAccumulators : Budget.NarrowAccumulators;
        if (tiling.FindFault(tiling.Narrow, tiling.NarrowRows, tiling.NarrowRestRows, phases, budget) is { } narrow)
        {
            yield return narrow;
        }
    }

    private string? FindFault(int height, int rows, int restRows, int phases, int budget)
    {
        // The smallest tile is allowed whatever it needs: halves two by two need twice the accumulators of a block.
        if ((height * rows > 1 && height * rows * phases > budget) || !DoRowsFit(rows, restRows))
        {
            string rest = restRows == 0 ? "" : $" or {restRows}";
            return $"needs {height * rows * phases} accumulators of {budget}, {rows}{rest} rows of {Budget.RowTile} at once";
        }

        return FindGap(Tiles(height, rows), Lanes, Block) is { } gap ? $"tiles of {height} blocks: {gap}" : null;
    }

    /// <summary>Tiles of these rows cover <see cref="Budget.RowTile"/> and all its multiples.</summary>
    private static bool DoRowsFit(int rows, int restRows) =>
        restRows == 0 ? Budget.RowTile % rows == 0 : restRows > 0 && 2 * rows == 3 * restRows && Budget.RowTile % restRows == 0;

    /// <summary>Says where tiles leave a lane out, leave the lanes, or compute more than one last block twice; null where they do not.</summary>
    public static string? FindGap(IReadOnlyList<LaneTile> tiles, int lanes, int block)
    {
        int end = 0;
        for (int i = 0; i < tiles.Count; i++)
        {
            LaneTile tile = tiles[i];
            int span = tile.FindSpan(block);
            bool isWhole = span == tile.Offsets.Count * block;
            if (span == 0 || tile.Count < 1 || (tile.Count > 1 && (tile.Stride != span || !isWhole)))
            {
                return $"{tile.Describe()} leaves lanes out or repeats them";
            }

            // Only at the end of the lanes may a block step back over others.
            int next = tile.Start + ((tile.Count - 1) * tile.Stride) + span;
            if (tile.Start < 0 || tile.Start > end || next > lanes || (tile.Start < end && next != lanes) || end - tile.Start >= block)
            {
                return $"{tile.Describe()} does not follow on lane {end} of {lanes}";
            }

            end = next;
        }

        return end == lanes ? null : $"lane {end} of {lanes} is left out";
    }
}

/// <summary>One or several equal tiles.</summary>
/// <param name="Start">The first lane.</param>
/// <param name="Count">How many tiles follow each other.</param>
/// <param name="Stride">Lanes from one to the next.</param>
/// <param name="Offsets">The blocks of a tile, in lanes from its start; the last may overlap the one before it.</param>
/// <param name="Rows">Rows that the tile works on at once.</param>
/// <param name="RestRows">Rows that it works on at once where those above leave some over, or 0: two thirds of them.</param>
internal sealed record LaneTile(int Start, int Count, int Stride, IReadOnlyList<int> Offsets, int Rows, int RestRows = 0)
{
    public string Describe() => $"{Count} {(Count == 1 ? "tile" : "tiles")} of {Offsets.Count} at lane {Start}";

    /// <summary>The lanes of one tile where its blocks follow on each other, the last one perhaps overlapping; else 0.</summary>
    public int FindSpan(int block)
    {
        int last = Offsets.Count - 1;
        for (int i = 0; i < last; i++)
        {
            if (Offsets[i] != i * block)
            {
                return 0;
            }
        }

        return last >= 0 && Offsets[last] >= 0 && Offsets[last] > (last - 1) * block && Offsets[last] <= last * block ? Offsets[last] + block : 0;
    }
}
