namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>How the values of a channel are grouped.</summary>
internal enum PoolWalk
{
    /// <summary>All values of a channel in one tree of pairs.</summary>
    Tree,

    /// <summary>One position after the other, as a mask has it.</summary>
    Positions,

    /// <summary>Row by row, channels as lanes.</summary>
    Rows,

    /// <summary>A row of each of several equal parts of the input at a time.</summary>
    Streams,

    /// <summary>Block by block along each channel's contiguous run, then across the lanes of a block.</summary>
    Runs,
}

/// <summary>
/// The order in which values are combined. It fixes the bits of a mean, so it depends on the shape and the element type
/// alone, and the kernels of both register files keep it.
/// </summary>
/// <param name="Walk">How values are grouped.</param>
/// <param name="Fold">Rows laid side by side as lanes, so that few channels fill whole blocks.</param>
/// <param name="Phases">Partial results of each lane, combined at the end in a fixed tree: 1, 2 or 4.</param>
/// <param name="Streams">Equal parts of the input that <see cref="PoolWalk.Streams"/> reads side by side.</param>
internal sealed record PoolOrder(PoolWalk Walk, int Fold = 1, int Phases = 1, int Streams = 1)
{
    /// <summary>Positions from which rows are read in streams: a first, a last and one between in each.</summary>
    private const int LeastStreamed = 3 * Budget.PoolStreams;

    public static PoolOrder PositionByPosition { get; } = new(PoolWalk.Positions);

    private static PoolOrder InOneTree { get; } = new(PoolWalk.Tree);

    public static PoolOrder Choose(PoolProblem problem)
    {
        if (problem.IsMasked)
        {
            return PositionByPosition;
        }

        int block = problem.Block;
        if (problem.IsCopy || (problem.IsContiguous && problem.Positions < block))
        {
            return InOneTree;
        }

        if (problem.IsContiguous)
        {
            return new PoolOrder(PoolWalk.Runs, Phases: problem.Positions >= 8 * block ? 4 : 1);
        }

        if (IsWide(problem))
        {
            return new PoolOrder(PoolWalk.Streams, Streams: Budget.PoolStreams);
        }

        int fold = ChooseFold(problem.Positions, problem.Channels, block);
        return fold == 0 ? InOneTree : new PoolOrder(PoolWalk.Rows, fold, ChooseRowPhases(problem.Positions / fold, fold * problem.Channels, block));
    }

    /// <summary>More phases the fewer registers the lanes of a row take, as far as there are rows for them.</summary>
    public static int ChooseRowPhases(int rows, int lanes, int block) =>
        rows >= 8 && lanes <= 4 * block ? 4 : rows >= 4 && lanes <= 8 * block ? 2 : 1;

    /// <summary>Partial results of each channel.</summary>
    public int CountSums(int block) => Phases * (Walk == PoolWalk.Runs ? block : Fold * Streams);

    public string Describe() => Walk switch
    {
        PoolWalk.Tree => "all positions in one tree",
        PoolWalk.Positions => "position by position",
        PoolWalk.Streams => $"rows of {Streams} streams",
        PoolWalk.Runs => $"runs, {PhaseCount.Describe(Phases)}",
        _ => $"rows, {PhaseCount.Describe(Phases)}, {(Fold == 1 ? "no fold" : $"{Fold} positions folded")}",
    };

    /// <summary>What is wrong with an order for a problem.</summary>
    public IEnumerable<string> Faults(PoolProblem problem)
    {
        bool hasFold = Walk == PoolWalk.Rows;
        bool hasPhases = hasFold || Walk == PoolWalk.Runs;
        bool hasStreams = Walk == PoolWalk.Streams;
        if (Fold < 1 || (Fold > 1 && !hasFold) || !PhaseCount.IsLegal(Phases) || (Phases > 1 && !hasPhases) || (hasStreams ? Streams < 2 : Streams != 1))
        {
            yield return $"pools in {Walk} with a fold of {Fold}, {PhaseCount.Describe(Phases)}, {Streams} streams";
            yield break;
        }

        if (problem.IsMasked != (Walk == PoolWalk.Positions))
        {
            yield return $"pools in {Walk} {(problem.IsMasked ? "with" : "without")} a mask";
        }

        if (Walk == PoolWalk.Tree && problem.Positions >= problem.Block)
        {
            yield return $"writes out {problem.Positions} positions";
        }

        if (Walk == PoolWalk.Runs && (!problem.IsContiguous || problem.Positions / problem.Block < Phases))
        {
            yield return $"has no contiguous runs of {problem.Positions} for {PhaseCount.Describe(Phases)}";
        }

        if (hasFold && (problem.ChannelsFirst || problem.Groups < 1 || problem.Lanes < problem.Block))
        {
            yield return $"has {problem.Positions} positions for {PhaseCount.Describe(Phases)} of {Fold}, {(problem.ChannelsFirst ? "channels first" : "channels last")}";
        }

        if (hasStreams && (problem.ChannelsFirst || problem.Element == ElementType.Half || problem.Positions / Streams < 3 || problem.Channels < problem.Block))
        {
            yield return $"cannot stream its {problem.Positions} rows of {problem.Channels}";
        }
    }

    /// <summary>
    /// Lanes that fill the widest tile or more: tile by tile the memory would be read in strides, which hides it from the
    /// prefetchers. Partial results stay in the destination, so it must be of the compute type.
    /// </summary>
    private static bool IsWide(PoolProblem problem) =>
        problem.Element != ElementType.Half && problem.Positions >= LeastStreamed && problem.Channels >= Budget.WideAccumulators * problem.Block;

    /// <summary>Enough rows to fill whole blocks without overlap where there are as many, else just one block; 0 if there are too few.</summary>
    private static int ChooseFold(int positions, int channels, int block)
    {
        if (channels >= block)
        {
            return 1;
        }

        int exact = block / GreatestCommonDivisor(block, channels);
        int least = (block + channels - 1) / channels;
        return positions >= 2 * exact ? exact : positions >= least ? least : 0;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
