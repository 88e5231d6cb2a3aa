namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>
/// Narrow tiles that share an input which the first-level cache does not hold: all of them go over one band of rows before
/// the next, so that memory is read once, in order, and their sums wait in memory meanwhile. Each lane's sum still runs from
/// the first row to the last. Where memory is prefetched, a band is a few rows, taken at once from the first lane to the last.
/// </summary>
/// <param name="Tiling">The lanes of a row.</param>
/// <param name="Body">Groups (rows, one a phase) that are written out.</param>
/// <param name="Bodies">Bodies of a band.</param>
/// <param name="Ahead">How many bodies ahead of itself a body prefetches; 0 where it does not.</param>
/// <param name="Ends">For each of the tiles how it goes over the groups after the last band.</param>
internal sealed record BandsKernel(LaneTiling Tiling, int Body, int Bodies, int Ahead, EquatableArray<LoopShape> Ends) : PoolKernel
{
    public override PoolWalk Walk => PoolWalk.Rows;

    public override Tail Tail => Tiling.Tail;

    /// <summary>Groups of a band.</summary>
    public int Groups => Body * Bodies;

    /// <summary>A band's body takes all lanes of its rows, in place of one tile's.</summary>
    public bool TakesWholeRows => Ahead > 0;

    /// <summary>Whole bands of all groups.</summary>
    public int Count(int groups) => Groups < 1 ? 0 : groups / Groups;

    /// <summary>Sums can wait in memory; a maximum's witnesses would have to wait with it.</summary>
    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file)
    {
        bool applies = file == RegisterFile.Narrow && problem.Order.Walk == PoolWalk.Rows
            && problem.Element != ElementType.Half && problem.Reduction == Reduction.Mean;
        return applies ? ChooseBands(problem, LaneTiling.Choose(problem.Lanes, problem.Block, problem.Order.Phases, file)) : null;
    }

    /// <summary>None where one tile takes whole rows, where all that is read stays in the first-level cache, or where a row is too wide to be written out.</summary>
    private static BandsKernel? ChooseBands(PoolProblem problem, LaneTiling tiling)
    {
        long bytes = problem.BytesOf((long)problem.AllPositions * problem.Channels);
        if (tiling.HasOneTile || bytes <= Budget.NearestBytes)
        {
            return null;
        }

        // Prefetching what lies in the second-level cache takes longer than reading it.
        bool isFar = bytes > Budget.NearBytes;
        int phases = problem.Order.Phases;
        int body = BodyOf(tiling, phases, isFar);
        if (body == 0)
        {
            return null;
        }

        int ahead = isFar ? (int)Math.Max(1, Budget.BandBytesAhead / problem.BytesOf((long)body * phases * tiling.Lanes)) : 0;
        var bands = new BandsKernel(tiling, body, isFar ? 1 : 2, ahead, default);
        return bands.Count(problem.Groups) < 1 ? null : bands with
        {
            Ends = tiling.Tiles.Select(tile => LoopShape.Choose(problem.Groups % bands.Groups, phases * tile.Offsets.Count)).ToEquatableArray(),
        };
    }

    public override IEnumerable<string> Describe(PoolProblem problem)
    {
        string how = TakesWholeRows ? $"with all lanes, {Ahead * Body} groups ahead" : $"in a loop by {Body}";
        yield return $"banded rows, {Tiling.Describe()}{Tail.Describe()}, {Count(problem.Groups)} bands of {Groups} groups {how}";
        LaneTile[] tiles = Tiling.IsSound && Groups > 0 ? [.. Tiling.Tiles] : [];
        for (int i = 0; i < Math.Min(tiles.Length, Ends.Count); i++)
        {
            yield return $"{tiles[i].Describe()}, groups of {problem.Order.Fold * problem.Order.Phases} positions after the bands: {Ends[i].Describe(problem.Groups % Groups)}";
        }
    }

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file)
    {
        int phases = problem.Order.Phases;
        string[] found = [.. Tiling.Faults(problem.Lanes, problem.Block, phases, file)];
        if (found.Length > 0)
        {
            return found;
        }

        bool isSum = problem.Reduction == Reduction.Mean && problem.Element != ElementType.Half;
        if (!isSum || Body < 1 || Bodies < 1 || Ahead < 0 || Count(problem.Groups) < 1 || Body > BodyOf(Tiling, phases, TakesWholeRows) || (TakesWholeRows && Bodies > 1) || Tiling.HasOneTile)
        {
            return [$"cuts {problem.Groups} groups into bands of {Bodies} × {Body}"];
        }

        IReadOnlyList<LaneTile> tiles = Tiling.Tiles;
        return Ends.Count != tiles.Count
            ? [$"has {Ends.Count} loops after its bands for {tiles.Count} kinds of tiles"]
            : tiles.Zip(Ends, (tile, end) => end.Faults(problem.Groups % Groups, phases * tile.Offsets.Count)).SelectMany(faults => faults);
    }

    /// <summary>Groups that are written out at most; 0 where not even one whole row of each phase can be.</summary>
    private static int BodyOf(LaneTiling tiling, int phases, bool takesWholeRows) =>
        takesWholeRows ? Budget.WholeRowsBody / phases / tiling.Blocks : Math.Max(1, Budget.StraightBody / phases / tiling.Height);
}
