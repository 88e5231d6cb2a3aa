namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>
/// Channels-last pooling of halves, as <see cref="RowsKernel"/> but two blocks of channels a load: one in the low, one in
/// the high bits of each lane. Shift and mask make floats of them in a scale of 2^-112, in which sums round as they do in
/// scale 1. Infinities and NaN do not survive that; a tile that has seen one runs again, exactly.
/// </summary>
/// <param name="Tiling">The lanes of a row, in pairs of blocks.</param>
/// <param name="Walks">For each of the tiles how it goes over the groups after the first.</param>
/// <param name="Exact">How the exact kernel of one pair goes over them.</param>
internal sealed record HalfPairsKernel(LaneTiling Tiling, EquatableArray<PairWalk> Walks, LoopShape Exact) : PoolKernel
{
    public override PoolWalk Walk => PoolWalk.Rows;

    public override Tail Tail => Tiling.Tail;

    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file)
    {
        if (!CanPair(problem))
        {
            return null;
        }

        int phases = problem.Order.Phases;
        var tiling = LaneTiling.Choose(problem.Channels, 2 * problem.Block, 2 * phases, file);
        return new HalfPairsKernel(
            tiling,
            tiling.Tiles.Select(tile => PairWalk.Choose(problem.Groups - 1, phases * tile.Offsets.Count)).ToEquatableArray(),
            LoopShape.Choose(problem.Groups - 1, 2 * phases));
    }

    private static bool CanPair(PoolProblem problem) =>
        problem.ReadsHalves && problem.Element == ElementType.Half && problem.Order.Walk == PoolWalk.Rows && problem.Order.Fold == 1
        && problem.Channels >= 2 * problem.Block;

    public override IEnumerable<string> Describe(PoolProblem problem)
    {
        yield return $"half pairs, {Tiling.Describe()}{Tail.Describe()}";
        LaneTile[] tiles = Tiling.IsSound ? [.. Tiling.Tiles] : [];
        for (int i = 0; i < Math.Min(tiles.Length, Walks.Count); i++)
        {
            yield return $"{tiles[i].Describe()}, groups of {problem.Order.Phases} positions after the first: {Walks[i].Describe(problem.Groups - 1)}";
        }

        yield return $"exact: a pair at a time, groups after the first: {Exact.Describe(problem.Groups - 1)}";
    }

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file)
    {
        if (!CanPair(problem))
        {
            return ["cannot read halves two by two"];
        }

        int phases = problem.Order.Phases;
        string[] found = [.. Tiling.Faults(problem.Channels, 2 * problem.Block, 2 * phases, file)];
        if (found.Length > 0)
        {
            return found;
        }

        IReadOnlyList<LaneTile> tiles = Tiling.Tiles;
        return Walks.Count != tiles.Count
            ? [$"has {Walks.Count} walks for {tiles.Count} kinds of tiles"]
            :
            [
                .. tiles.Zip(Walks, (tile, walk) => walk.Faults(problem.Groups - 1, phases * tile.Offsets.Count)).SelectMany(faults => faults),
                .. Exact.Faults(problem.Groups - 1, 2 * phases).Select(fault => $"exact: {fault}"),
            ];
    }
}

/// <summary>How a tile of pairs goes over the groups of its input.</summary>
/// <param name="Loop">The groups in a loop, and those that are written out.</param>
/// <param name="Watchers">
/// Registers that look out for infinities and NaN, in turn where there are loads enough: one alone would wait for the last
/// instruction each time (2.5 cycles a load instead of 2.0 on Zen 5).
/// </param>
internal sealed record PairWalk(LoopShape Loop, int Watchers)
{
    private const int MostWatchers = 4;

    /// <param name="iterations">Groups.</param>
    /// <param name="loads">Pairs loaded in each group.</param>
    public static PairWalk Choose(int iterations, int loads) =>
        new(LoopShape.Choose(iterations, 2 * loads), loads >= MostWatchers ? MostWatchers : 1);

    public string Describe(int iterations) => $"{Loop.Describe(iterations)}, {Watchers} {(Watchers == 1 ? "watcher" : "watchers")}";

    public IEnumerable<string> Faults(int iterations, int loads)
    {
        // Without a watcher infinities and NaN would become numbers.
        if (Watchers < 1 || Watchers > loads)
        {
            yield return $"has {Watchers} watchers for {loads} loads a group";
        }

        foreach (string fault in Loop.Faults(iterations, 2 * loads))
        {
            yield return fault;
        }
    }
}
