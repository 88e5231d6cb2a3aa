namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>
/// Channels-last pooling: rows go past accumulators that hold the lanes of a tile, one tile after the other. Few channels are
/// folded: several rows side by side make one row of lanes, which the end combines.
/// </summary>
/// <param name="Tiling">The lanes of a row.</param>
/// <param name="Walks">For each of the tiles how it goes over the groups after the first.</param>
internal sealed record RowsKernel(LaneTiling Tiling, EquatableArray<TileWalk> Walks) : PoolKernel
{
    public override PoolWalk Walk => PoolWalk.Rows;

    public override Tail Tail => Tiling.Tail;

    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file) => problem.Order.Walk == PoolWalk.Rows ? Create(problem, file) : null;

    public static RowsKernel Create(PoolProblem problem, RegisterFile file)
    {
        var tiling = LaneTiling.Choose(problem.Lanes, problem.Block, problem.Order.Phases, file);
        return new RowsKernel(tiling, tiling.Tiles.Select(tile => ChooseWalk(problem, tile, problem.Rows)).ToEquatableArray());
    }

    /// <summary>How a tile goes over some rows, of which the first of each phase start the results.</summary>
    public static TileWalk ChooseWalk(PoolProblem problem, LaneTile tile, int rows) =>
        TileWalk.Choose(problem.Reduction, (rows / problem.Order.Phases) - 1, problem.Order.Phases * tile.Offsets.Count);

    public override IEnumerable<string> Describe(PoolProblem problem)
    {
        yield return $"rows, {Tiling.Describe()}{Tail.Describe()}";
        LaneTile[] tiles = Tiling.IsSound ? [.. Tiling.Tiles] : [];
        for (int i = 0; i < Math.Min(tiles.Length, Walks.Count); i++)
        {
            yield return $"{tiles[i].Describe()}, groups of {problem.Order.Fold * problem.Order.Phases} positions after the first: {Walks[i].Describe(problem.Groups - 1)}";
        }
    }

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file)
    {
        string[] found = [.. Tiling.Faults(problem.Lanes, problem.Block, problem.Order.Phases, file)];
        if (found.Length > 0)
        {
            return found;
        }

        IReadOnlyList<LaneTile> tiles = Tiling.Tiles;
        return Walks.Count != tiles.Count
            ? [$"has {Walks.Count} walks for {tiles.Count} kinds of tiles"]
            : tiles.Zip(Walks, (tile, walk) => walk.Faults(problem.Reduction, problem.Groups - 1, problem.Order.Phases * tile.Offsets.Count)).SelectMany(faults => faults);
    }
}
