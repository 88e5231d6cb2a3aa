namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>
/// Rows of whole blocks for inputs between two cache lines, as most arrays lie: every load of 512 bits would touch two lines
/// and take twice as long. It reads from the first boundary on, so the last tile's lanes are turned by the distance to it.
/// </summary>
/// <param name="Aligned">The kernel for inputs on a boundary; its tiles before the last serve here as well, some channels further on.</param>
/// <param name="Boundary">Elements from one boundary to the next: a line, or half of one where registers are narrow.</param>
/// <param name="Turned">How the last tile goes over the groups after the first and before the last row.</param>
internal sealed record ShiftedKernel(RowsKernel Aligned, int Boundary, TileWalk Turned) : PoolKernel
{
    /// <summary>Bytes from which turning a tile costs narrow registers less than crossing half of all lines.</summary>
    private const int LeastBytes = 1 << 12;

    public override PoolWalk Walk => PoolWalk.Rows;

    public override Tail Tail => Tail.Turned;

    public override PoolKernel OnLine() => Aligned;

    /// <summary>The tile that is turned.</summary>
    public LaneTile LastTile => Aligned.Tiling.Tiles[Aligned.Tiling.Tiles.Count - 1];

    /// <summary>The first lane of the turned tile: there is one of its kind.</summary>
    public int LastStart => LastTile.Start + ((LastTile.Count - 1) * LastTile.Stride);

    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file)
    {
        if (!CanShift(problem) || problem.Channels > RegisterFile.Wide.Accumulators() / problem.Order.Phases * problem.Block)
        {
            return null;
        }

        // Registers of 256 bits cross lines half as often.
        bool isWide = file == RegisterFile.Wide;
        if (!isWide && problem.BytesOf((long)problem.Sections * problem.Length) is < LeastBytes or > Budget.NearestBytes)
        {
            return null;
        }

        var kernel = new ShiftedKernel(RowsKernel.Create(problem, file), isWide ? problem.Block : problem.Block / 2, new TileWalk(new LoopShape(1, 0), 0));
        return kernel with { Turned = RowsKernel.ChooseWalk(problem, kernel.LastTile, problem.Positions - 1) };
    }

    /// <summary>Rows are whole blocks, and there are some for each phase after the first and before the last.</summary>
    private static bool CanShift(PoolProblem problem) =>
        problem.Order.Walk == PoolWalk.Rows && problem.Order.Fold == 1 && problem.Element != ElementType.Half
        && problem.Positions > 2 * problem.Order.Phases && problem.Channels % problem.Block == 0;

    public override IEnumerable<string> Describe(PoolProblem problem)
    {
        int groups = (problem.Positions - 1) / Math.Max(1, problem.Order.Phases);
        yield return $"shifted where the input is off a boundary of {Boundary} elements{Tail.Describe()}, groups after the first: {Turned.Describe(groups - 1)}; else";
        foreach (string line in Aligned.Describe(problem))
        {
            yield return line;
        }
    }

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file)
    {
        if (!CanShift(problem))
        {
            return [$"cannot shift {problem.Positions} rows of {problem.Channels} channels in blocks of {problem.Block}"];
        }

        string[] aligned = [.. Aligned.Faults(problem, file)];
        if (aligned.Length > 0)
        {
            return aligned;
        }

        // What lies before a boundary has to fit the lanes of one block.
        int boundary = file == RegisterFile.Wide ? problem.Block : problem.Block / 2;
        return Boundary != boundary
            ? [$"shifts to boundaries of {Boundary} elements, not of {boundary}"]
            : Turned.Faults(problem.Reduction, ((problem.Positions - 1) / problem.Order.Phases) - 1, problem.Order.Phases * LastTile.Offsets.Count);
    }
}
