namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>
/// Channels-first pooling: each channel is a contiguous run of at least a block, reduced lane by lane and then across the
/// lanes in the block's fixed order. Short runs go four at a time, so that the steps across the lanes serve four channels at
/// once: four of the first half and four of the second, two streams far enough from each other for both to be prefetched.
/// </summary>
/// <param name="Loop">How a run goes over its groups of one block a phase after the first.</param>
/// <param name="PairedChannels">Channels of each half that go four and four; 0 where channels go one by one.</param>
/// <param name="FollowingChannels">Channels after both halves that go four at once: 4 or 0. Those that are left go one by one.</param>
/// <param name="LastBlock">How a run ends that is no whole number of blocks.</param>
internal sealed record RunsKernel(LoopShape Loop, int PairedChannels, int FollowingChannels, Tail LastBlock) : PoolKernel
{
    /// <summary>Channels whose lanes are combined together.</summary>
    public const int Quad = 4;

    public override PoolWalk Walk => PoolWalk.Runs;

    public override Tail Tail => LastBlock;

    /// <summary>The first channel that goes by itself.</summary>
    public int FirstSingle => (2 * PairedChannels) + FollowingChannels;

    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file)
    {
        if (problem.Order.Walk != PoolWalk.Runs)
        {
            return null;
        }

        var loop = LoopShape.Choose(Groups(problem) - 1, problem.Order.Phases);
        bool isShort = problem.Order.Phases == 1 && loop.Looped == 0;
        int paired = isShort ? problem.Channels / (2 * Quad) * Quad : 0;
        return new RunsKernel(loop, paired, isShort && problem.Channels - (2 * paired) >= Quad ? Quad : 0, ChooseTail(problem));
    }

    /// <summary>
    /// A maximum does not mind values that it has seen, a sum clears them. One value by itself cannot lie across two cache
    /// lines as a block does.
    /// </summary>
    private static Tail ChooseTail(PoolProblem problem) => (problem.Positions % problem.Block, problem.Reduction) switch
    {
        (0, _) => Tail.None,
        (_, Reduction.Maximum) => Tail.Overlap,
        (1, _) => Tail.Single,
        _ => Tail.ClearedOverlap,
    };

    private static int Groups(PoolProblem problem) => problem.Positions / problem.Block / problem.Order.Phases;

    public override IEnumerable<string> Describe(PoolProblem problem)
    {
        int groups = Groups(problem) - 1;
        yield return $"runs, groups of {problem.Order.Phases * problem.Block} elements after the first: {Loop.Describe(groups)}{Tail.Describe()}";
        if (FirstSingle > 0)
        {
            yield return $"channels by fours: {PairedChannels} of each half side by side{(FollowingChannels > 0 ? ", then four" : "")}{(FirstSingle < problem.Channels ? $", then {problem.Channels - FirstSingle} one by one" : "")}";
        }
    }

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file)
    {
        bool areQuadsSound = PairedChannels >= 0 && PairedChannels % Quad == 0 && FollowingChannels is 0 or Quad && FirstSingle <= problem.Channels;
        if (!areQuadsSound || (FirstSingle > 0 && (problem.Order.Phases > 1 || Loop.Looped > 0)))
        {
            yield return $"takes {PairedChannels} channels of each half and {FollowingChannels} of {problem.Channels} by fours";
        }

        // Another tail would count values twice, or leave some out.
        if (Tail != ChooseTail(problem) && !(problem.Reduction == Reduction.Mean && Tail == Tail.ClearedOverlap && problem.Positions % problem.Block == 1))
        {
            yield return $"ends runs of {problem.Positions} in blocks of {problem.Block} with tail {Tail}";
        }

        foreach (string fault in Loop.Faults(Groups(problem) - 1, problem.Order.Phases))
        {
            yield return fault;
        }
    }
}
