using ShapeGen.Generator.Planning.Kernels;

namespace ShapeGen.Generator.Planning;

/// <summary>
/// Output lanes cut into register tiles for one register file. Which lanes a tile holds changes the speed only: each lane's
/// arithmetic is the same in every tile.
/// </summary>
/// <param name="Lanes">All lanes; at least <paramref name="Block"/>.</param>
/// <param name="Block">Lanes of one 64-byte block.</param>
/// <param name="Height">Blocks of a tile.</param>
internal sealed record LaneTiling(int Lanes, int Block, int Height)
{
    /// <summary>Rows side by side in a tile, which share what it loads for its lanes.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>Rows of a second tile, two thirds of the first's, so that both together cover all its multiples but one; 0 where the first does.</summary>
    public int RestRows { get; init; }

    /// <summary>Blocks that cover all lanes.</summary>
    public int Blocks => ((Lanes - 1) / Block) + 1;

    /// <summary>One tile holds all lanes.</summary>
    public bool HasOneTile => Height >= Blocks;

    /// <summary>The last block overlaps where blocks do not divide the lanes.</summary>
    public Tail Tail => Lanes % Block == 0 ? Tail.None : Tail.Overlap;

    /// <summary>Where the blocks of all lanes start.</summary>
    public IReadOnlyList<int> BlockOffsets => Offsets(Blocks, Lanes);

    public static LaneTiling Choose(int lanes, int block, int phases, RegisterFile file) =>
        new(lanes, block, Math.Min(((lanes - 1) / block) + 1, Math.Max(1, file.Accumulators() / phases)));

    /// <summary>
    /// Tiles for several rows at once. Wide ones are two blocks wide, with as many rows as the accumulators then allow; three
    /// blocks are one tile, because one block alone leaves the units waiting. Narrow tiles are one block wide and come in
    /// threes of rows, as six are the best use of 16 registers but divide no power of two.
    /// </summary>
    public static LaneTiling ChooseForRows(int lanes, int block, int phases, RegisterFile file)
    {
        if (file == RegisterFile.Narrow)
        {
            int third = file.RowAccumulators() / phases / 3;
            return new LaneTiling(lanes, block, 1) { Rows = Math.Max(1, 3 * third), RestRows = 2 * third };
        }

        int blocks = ((lanes - 1) / block) + 1;
        int height = blocks == 3 && phases == 1 ? 3 : Math.Min(blocks, phases > 2 ? 1 : 2);
        return new LaneTiling(lanes, block, height)
        {
            Rows = height == 3 ? Budget.RowTile : Math.Min(Budget.RowTile, file.Accumulators() / phases / height),
        };
    }

    /// <summary>Tiles for several rows at once where a block is a pair: two accumulators for each row and phase.</summary>
    public static LaneTiling ChooseForRowsOfPairs(int lanes, int pair, int phases, RegisterFile file) =>
        new(lanes, pair, 1) { Rows = Math.Min(Budget.RowTile, Math.Max(1, file.Accumulators() / phases / 2)) };

    /// <summary>The tiles that cover all lanes; the last block overlaps where the lanes are no multiple of a block.</summary>
    public IReadOnlyList<LaneTile> Tiles
    {
        get
        {
            var tiles = new List<LaneTile>(2);
            int full = Lanes / (Height * Block);
            if (full > 0)
            {
                tiles.Add(new LaneTile(0, full, Height * Block, Offsets(Height, Height * Block), Rows, RestRows));
            }

            int start = full * Height * Block;
            if (start < Lanes)
            {
                // Less than a block is left: step back, and compute some lanes twice rather than one by one.
                int first = Math.Min(start, Lanes - Block);
                int blocks = (Lanes - first + Block - 1) / Block;
                tiles.Add(new LaneTile(first, 1, 0, Offsets(blocks, Lanes - first), Rows, RestRows));
            }

            return tiles;
        }
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

    /// <summary>The numbers are such that tiles can be made of them.</summary>
    public bool IsSound => Block > 0 && Lanes >= Block && Height > 0 && Rows > 0;

    public string Describe() => $"{DescribeLanes()}, tiles of {DescribeTile()}";

    /// <summary>Both files' tiles of the same lanes.</summary>
    public static string Describe(PerFile<LaneTiling> tilings) =>
        $"{tilings.Wide.DescribeLanes()}, tiles of {tilings.Wide.DescribeTile()} wide, {tilings.Narrow.DescribeTile()} narrow{tilings.Wide.Tail.Describe()}";

    private string DescribeLanes() => $"{Lanes} lanes{(Block == 1 ? "" : $" in blocks of {Block}")}";

    private string DescribeTile()
    {
        string rows = Rows == 1 && RestRows == 0 ? "" : $"{Rows}{(RestRows == 0 ? "" : $" or {RestRows}")} rows × ";
        return $"{rows}{Height} {(Block == 1 ? "lane" : "block")}{(Height == 1 ? "" : "s")}";
    }

    /// <summary>What is wrong with the tilings of both files.</summary>
    public static IEnumerable<string> Faults(PerFile<LaneTiling>? tilings, int lanes, int block, int phases) => tilings is null
        ? [$"has {lanes} lanes in blocks of {block}, but no tiles"]
        : RegisterFiles.All.SelectMany(file => tilings[file].Faults(lanes, block, phases, file).Select(fault => $"{file.Describe()}: {fault}"));

    /// <summary>What is wrong with a tiling.</summary>
    /// <param name="lanes">The lanes that the step has.</param>
    /// <param name="block">Lanes of one block.</param>
    /// <param name="phases">The step's partial results of each lane.</param>
    /// <param name="file">The registers that it is for.</param>
    public IEnumerable<string> Faults(int lanes, int block, int phases, RegisterFile file)
    {
        if (!IsSound || Lanes != lanes || Block != block)
        {
            yield return $"has {lanes} lanes in blocks of {block}, but tiles of {Describe()}";
            yield break;
        }

        // Rest rows are what lets a narrow tile use more accumulators; a wide one does so from two rows on.
        bool usesRows = file == RegisterFile.Wide ? Rows > 1 : RestRows > 0;
        int budget = usesRows ? file.RowAccumulators() : file.Accumulators();

        // The smallest tile is allowed whatever it needs: halves two by two need twice the accumulators of a block.
        if ((Height * Rows > 1 && Height * Rows * phases > budget) || !DoRowsFit(Rows, RestRows))
        {
            string rest = RestRows == 0 ? "" : $" or {RestRows}";
            yield return $"needs {Height * Rows * phases} accumulators of {budget}, {Rows}{rest} rows of {Budget.RowTile} at once";
        }
        else if (FindGap(Tiles, Lanes, Block) is { } gap)
        {
            yield return $"tiles of {Height} blocks: {gap}";
        }
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
