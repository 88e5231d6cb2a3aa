namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// Tiles of 2 by 2 outputs that cover an output, row by row, and how many of them are computed together. The last tile of a row or a
/// column, and the last group, step back over what others cover too.
/// </summary>
/// <param name="Rows">Tiles from the first row of outputs to the last.</param>
/// <param name="Columns">Tiles along a row.</param>
/// <param name="Group">Tiles that are computed together.</param>
internal readonly record struct WinogradGrid(int Rows, int Columns, int Group)
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
    private const int MostTiles = 14;

    /// <summary>The same where the weights are far: each group reads all of them.</summary>
    private const int MostTilesOfFarWeights = 4 * MostTiles;

    /// <summary>Bytes of transformed weights that a group waits for: 4 MB it did not, 16 MB it did.</summary>
    private const long FarWeights = 8 << 20;

    /// <summary>All tiles.</summary>
    public int Tiles => Rows * Columns;

    public int Groups => ((Tiles - 1) / Group) + 1;

    public bool IsSound => Rows > 0 && Columns > 0 && Group > 0 && Group <= Tiles && Group <= MostTilesOfFarWeights;

    /// <summary>Cuts the tiles into nearly equal groups.</summary>
    /// <param name="rows">Rows of outputs.</param>
    /// <param name="columns">Outputs of a row.</param>
    /// <param name="weightBytes">Bytes of the transformed weights.</param>
    public static WinogradGrid Choose(int rows, int columns, long weightBytes)
    {
        int most = weightBytes > FarWeights ? MostTilesOfFarWeights : MostTiles;
        var grid = new WinogradGrid(TilesOf(rows), TilesOf(columns), 1);
        int groups = ((grid.Tiles - 1) / most) + 1;
        return grid with { Group = ((grid.Tiles - 1) / groups) + 1 };
    }

    /// <summary>Tiles that cover so many outputs.</summary>
    public static int TilesOf(int outputs) => ((outputs - 1) / Outputs) + 1;

    public override string ToString() => $"{Rows} by {Columns} tiles of {Outputs} by {Outputs} outputs, {Group} together";
}
