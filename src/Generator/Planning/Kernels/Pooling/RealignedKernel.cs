namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>
/// Rows of whole blocks and one lane, for registers of 512 bits: nearly every block of such rows lies across two cache lines.
/// Whole blocks are loaded from the input's start, each once, and two neighbours give a block of a row. Rows are written out
/// until one starts at the same lane again: after as many rows as a block has lanes.
/// </summary>
/// <param name="Loops">Turns of as many rows as a block has lanes go in a loop; else all rows are written out.</param>
/// <param name="Witnesses">Of a maximum.</param>
internal sealed record RealignedKernel(bool Loops, int Witnesses) : PoolKernel
{
    public override PoolWalk Walk => PoolWalk.Rows;

    public override Tail Tail => Tail.Diagonal;

    /// <summary>Groups of one row a phase after the first, as far as they are whole before the last row.</summary>
    public static int Groups(PoolProblem problem) => ((problem.Positions - 1) / problem.Order.Phases) - 1;

    /// <summary>Groups of a turn.</summary>
    private static int Turn(PoolProblem problem) => problem.Block / problem.Order.Phases;

    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file)
    {
        if (file != RegisterFile.Wide || !CanRealign(problem))
        {
            return null;
        }

        int accumulators = problem.Order.Phases * (problem.Channels / problem.Block);
        return new RealignedKernel(Groups(problem) > Turn(problem), TileWalk.ChooseWitnesses(problem.Reduction, accumulators));
    }

    /// <summary>The lane that is left is a lane of each phase in four rows, and what is written out stays within the budget.</summary>
    private static bool CanRealign(PoolProblem problem) =>
        problem.Order.Walk == PoolWalk.Rows && problem.Order.Fold == 1 && problem.Order.Phases == 4
        && problem.Element != ElementType.Half && problem.Positions > problem.Order.Phases
        && problem.Channels > problem.Block && problem.Channels % problem.Block == 1
        && CountStatements(problem) <= Budget.RealignedBody;

    /// <summary>
    /// The statements on whole blocks of the rows that are written out, which are at most a turn, one group before and one
    /// after: each block is loaded, realigned and added, or seen by a witness and compared.
    /// </summary>
    private static int CountStatements(PoolProblem problem) =>
        (problem.Block + (2 * problem.Order.Phases)) * (problem.Channels / problem.Block) * (problem.Reduction == Reduction.Mean ? 3 : 4);

    public override IEnumerable<string> Describe(PoolProblem problem)
    {
        string groups = problem.Order.Phases < 1 ? "" : $" after the first: {Groups(problem)} {(Loops ? $"in a loop by {Turn(problem)}" : "written out")}";
        return [$"realigned rows of {problem.Channels / problem.Block} blocks and a lane{Tail.Describe()}, groups{groups}{TileWalk.DescribeWitnesses(Witnesses)}"];
    }

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file)
    {
        if (file != RegisterFile.Wide || !CanRealign(problem))
        {
            return [$"cannot realign {problem.Positions} rows of {problem.Channels} channels in blocks of {problem.Block}"];
        }

        return Loops != Groups(problem) > Turn(problem)
            ? [$"writes out {Groups(problem)} groups {(Loops ? "in a loop" : "one by one")}, with turns of {Turn(problem)}"]
            : TileWalk.WitnessFaults(problem.Reduction, Witnesses, problem.Order.Phases * (problem.Channels / problem.Block));
    }
}
