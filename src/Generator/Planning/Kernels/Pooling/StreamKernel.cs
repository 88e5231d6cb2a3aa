namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>
/// Channels-last pooling of many channels: the input is read as streams of rows, far enough from each other for each to be
/// prefetched. A row of each stream at a time is combined with what the destination holds.
/// </summary>
/// <param name="Unroll">Blocks in the body of the loop along a middle row.</param>
/// <param name="Witnesses">Of a maximum.</param>
/// <param name="LastBlock">How the last channels of a row go.</param>
internal sealed record StreamKernel(int Unroll, int Witnesses, Tail LastBlock) : PoolKernel
{
    /// <summary>The JIT inlines only so much in a method.</summary>
    private const int MostUnrolled = 4;

    public override PoolWalk Walk => PoolWalk.Streams;

    public override Tail Tail => LastBlock;

    /// <summary>In narrow registers a maximum's blocks are so many statements that one at a time is all the JIT inlines.</summary>
    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file)
    {
        if (problem.Order.Walk != PoolWalk.Streams)
        {
            return null;
        }

        Tail tail = problem.Channels % problem.Block == 0 ? Tail.None : Tail.Partial;
        return file == RegisterFile.Narrow && problem.Reduction == Reduction.Maximum
            ? new StreamKernel(1, TileWalk.ChooseWitnesses(problem.Reduction, 2 * problem.Order.Streams), tail)
            : new StreamKernel(MostUnrolled, TileWalk.ChooseWitnesses(problem.Reduction, 2 * MostUnrolled), tail);
    }

    /// <summary>Rows of each stream; those that make no whole row of streams lie before them.</summary>
    public static int Rows(PoolProblem problem) => problem.Positions / problem.Order.Streams;

    public override IEnumerable<string> Describe(PoolProblem problem)
    {
        int single = problem.Positions % problem.Order.Streams;
        yield return $"streams of {Rows(problem)} rows{(single == 0 ? "" : $" after {single}")}, by {Unroll} {(Unroll == 1 ? "block" : "blocks")} of {problem.Block}{Tail.Describe()}{TileWalk.DescribeWitnesses(Witnesses)}";
    }

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file)
    {
        if (Unroll < 1 || Unroll > MostUnrolled || problem.Channels / problem.Block < Unroll)
        {
            yield return $"streams {Unroll} blocks of {problem.Channels / problem.Block} at once";
        }

        // The others write over the next row's place.
        if (Tail != (problem.Channels % problem.Block == 0 ? Tail.None : Tail.Partial))
        {
            yield return $"streams {problem.Channels} channels in blocks of {problem.Block} with tail {Tail}";
        }

        foreach (string fault in TileWalk.WitnessFaults(problem.Reduction, Witnesses, 2 * MostUnrolled))
        {
            yield return fault;
        }
    }
}
