namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Tiles of 2 by 2 outputs that cover an output, and those of them that are computed together. The last tile, and the last group, step back over what others cover too.</summary>
/// <param name="Rows">Tiles from the first row of outputs to the last.</param>
/// <param name="Columns">Tiles along a row.</param>
/// <param name="GroupRows">Rows of tiles of a group.</param>
/// <param name="GroupColumns">Tiles of a group along a row.</param>
internal readonly record struct WinogradGrid(int Rows, int Columns, int GroupRows, int GroupColumns)
{
    /// <summary>Outputs of a tile along each axis.</summary>
    public const int Outputs = 2;

    /// <summary>Inputs of a tile along each axis.</summary>
    public const int Inputs = 4;

    /// <summary>Taps of a kernel.</summary>
    public const int Taps = 9;

    /// <summary>Products of a tile for each channel and filter.</summary>
    public const int Products = Inputs * Inputs;

    /// <summary>Tiles of a group at most: so many sums of two blocks each, with two weights and one input, fill 32 registers.</summary>
    public const int MostTiles = 14;

    /// <summary>Tiles of a group that cost as much as fewer would: below that products wait for weights.</summary>
    private const int FewTiles = 6;

    /// <summary>Tiles of a group.</summary>
    public int Tiles => GroupRows * GroupColumns;

    public int RowGroups => ((Rows - 1) / GroupRows) + 1;

    public int ColumnGroups => ((Columns - 1) / GroupColumns) + 1;

    public bool IsSound => Rows > 0 && Columns > 0 && GroupRows > 0 && GroupColumns > 0 && GroupRows <= Rows && GroupColumns <= Columns && Tiles <= MostTiles;

    /// <summary>Rows are cut into nearly equal groups; where they are short, as many together as leave little to compute twice.</summary>
    public static WinogradGrid Choose(int outputRows, int outputColumns)
    {
        int rows = TilesOf(outputRows);
        int columns = TilesOf(outputColumns);
        int groups = ((columns - 1) / MostTiles) + 1;
        int groupColumns = ((columns - 1) / groups) + 1;
        var best = new WinogradGrid(rows, columns, 1, groupColumns);
        for (int together = 2; together <= Math.Min(rows, MostTiles / groupColumns); together++)
        {
            WinogradGrid other = best with { GroupRows = together };
            best = other.Cost <= best.Cost ? other : best;
        }

        return best;
    }

    /// <summary>Tiles that cover so many outputs.</summary>
    public static int TilesOf(int outputs) => ((outputs - 1) / Outputs) + 1;

    private long Cost => (long)RowGroups * Math.Max(Tiles, FewTiles);

    public override string ToString() => $"{Rows} by {Columns} tiles of {Outputs} by {Outputs} outputs, {GroupRows} by {GroupColumns} together";
}
