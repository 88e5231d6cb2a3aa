namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// How narrow tiles share an input that the first-level cache does not hold: all of them go over one band of rows before
/// the next, so that memory is read once, in order, and their sums wait in memory meanwhile. Each lane's sum still runs from
/// the first row to the last. Where memory is asked for ahead, a band is a few rows, taken at once from the first lane to the last.
/// </summary>
/// <param name="Body">Groups (rows, one a phase) that are written out.</param>
/// <param name="Bodies">Bodies of a band.</param>
/// <param name="Ahead">How many bodies further on a body asks for memory; 0 where it does not ask.</param>
internal sealed record PoolBands(int Body, int Bodies, int Ahead)
{
    /// <summary>Groups of a band.</summary>
    public int Groups => Body * Bodies;

    /// <summary>Bands for a tiling of rows that lie side by side, or null where a tile takes whole rows or they stay in the first-level cache.</summary>
    /// <param name="tiling">The tiles of a row.</param>
    /// <param name="phases">Partial results of each lane.</param>
    /// <param name="groups">Rows, one a phase.</param>
    /// <param name="bytes">Of all that is read, of which the rows may be a part.</param>
    public static PoolBands? Choose(LaneTiling tiling, int phases, int groups, long bytes)
    {
        if (tiling.IsUniform || bytes <= Budget.NearestBytes)
        {
            return null;
        }

        // Asking for what lies in the second-level cache takes longer than reading it.
        bool isFar = bytes > Budget.NearBytes;
        int body = BodyOf(tiling, phases, isFar);
        if (body == 0)
        {
            return null;
        }

        long bodyBytes = (long)body * phases * tiling.Lanes * (ElementTypes.BlockBytes / tiling.Block);
        var bands = new PoolBands(body, isFar ? 1 : 2, isFar ? (int)Math.Max(1, Budget.BandBytesAhead / bodyBytes) : 0);
        return bands.Count(groups) > 0 ? bands : null;
    }

    /// <summary>A band's body takes all lanes of its rows, in place of one tile's.</summary>
    public bool TakesWholeRows => Ahead > 0;

    /// <summary>Whole bands of all groups.</summary>
    public int Count(int groups) => Groups < 1 ? 0 : groups / Groups;

    public string Describe(int groups) => $"{Count(groups)} bands of {Groups} groups {(TakesWholeRows ? $"with all lanes, {Ahead * Body} groups ahead" : $"in a loop by {Body}")}";

    /// <summary>What is wrong with the bands of so many groups, whose partial results must be sums.</summary>
    public IEnumerable<string> Faults(LaneTiling tiling, int phases, int groups, bool isSum)
    {
        if (!isSum || Body < 1 || Bodies < 1 || Ahead < 0 || Count(groups) < 1 || Body > BodyOf(tiling, phases, TakesWholeRows) || (TakesWholeRows && Bodies > 1) || tiling.IsUniform)
        {
            yield return $"cuts {groups} groups into bands of {Bodies} × {Body}";
        }
    }

    /// <summary>Groups that are written out at most; 0 where not even one whole row of each phase can be.</summary>
    private static int BodyOf(LaneTiling tiling, int phases, bool takesWholeRows) =>
        takesWholeRows ? Budget.WholeRowsBody / phases / tiling.Blocks : Math.Max(1, Budget.StraightBody / phases / tiling.Narrow);
}
