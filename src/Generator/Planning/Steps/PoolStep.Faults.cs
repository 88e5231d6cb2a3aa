namespace ShapeGen.Generator.Planning.Steps;

/// <content>The step in words, and what can be wrong with it.</content>
internal sealed partial record PoolStep
{
    public override IEnumerable<string> Describe(ElementType element)
    {
        string order = ChannelsFirst ? "channels first" : "channels last";
        string sections = Sections > 1 ? $", in each of {Sections} sections" : "";
        string divisor = Reduction == Reduction.Mean && Divisor != Positions ? $", divided by {Divisor}" : "";
        yield return $"{Reduction} of {Positions} positions{sections}{divisor}, {Channels} channels, {order}{(IsMasked ? ", masked" : "")}";
        if (Fold < 1 || Phases < 1)
        {
            yield break;
        }

        int block = element.BlockLanes();
        string variant = Kernel == PoolKernel.Stream ? $" in {Streams} streams"
            : HasNarrowShiftedKernel ? ", also shifted and narrow shifted"
            : HasShiftedKernel ? ", also shifted"
            : HasRealignedKernel ? ", realigned where wide" : "";
        yield return $"{Kernel}{variant}, {PhaseCount.Describe(Phases)}, {(Fold == 1 ? "no fold" : $"{Fold} positions folded")}";
        if (Kernel == PoolKernel.Runs)
        {
            yield return $"groups of {Phases * block} elements behind the first: {RunLoop(block).Describe((Positions / block / Phases) - 1)}";
        }
        else if (Kernel == PoolKernel.Rows && Tiling is { IsSound: true })
        {
            yield return Tiling.Describe();
            if (HasRealignedKernel)
            {
                string loop = IsRealignedInLoop(block) ? $"in a loop by {block / Phases}" : "written out";
                yield return $"realigned, groups of {Phases} positions behind the first: {RealignedGroups} {loop}";
            }

            foreach (LaneTile tile in IsMasked ? [] : TilesOverRows)
            {
                yield return $"{tile.Describe()}, groups of {Fold * Phases} positions behind the first: {RowLoop(tile).Describe(Groups - 1)}";
            }

            foreach (LaneTile tile in IsMasked || Bands is not { Groups: > 0 } ? [] : Tiling.NarrowTiles)
            {
                yield return $"{tile.Describe()}, groups of {Fold * Phases} positions in {Bands!.Describe(Groups)}, behind them {EndLoop(tile).Describe(Groups % Bands.Groups)}";
            }
        }
    }

    /// <summary>The tiles that go over all rows, one tile after the other.</summary>
    private IEnumerable<LaneTile> TilesOverRows => (HasRealignedKernel, Bands) switch
    {
        (true, null) => Tiling!.NarrowTiles,
        (true, _) => [],
        (_, null) => Tiling!.AllTiles,
        _ => Tiling!.WideTiles,
    };

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Positions < 1 || Channels < 1 || Sections < 1 || Divisor < 1 || !PhaseCount.IsLegal(Phases) || Fold < 1)
        {
            yield return $"pools {Positions} positions of {Channels} channels, {Fold} folded, with {PhaseCount.Describe(Phases)}";
            yield break;
        }

        if (AllPositions % Positions != 0 && !IsMasked)
        {
            yield return $"takes {Positions} of {AllPositions} positions together";
        }

        if (Sections > 1 && (ChannelsFirst || IsMasked))
        {
            yield return $"cuts positions into {Sections} sections where it cannot";
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        int block = element.BlockLanes();
        bool isContiguous = ChannelsFirst || Channels == 1;
        IEnumerable<string> faults = Kernel switch
        {
            PoolKernel.Rows when HasRealignedKernel && (IsMasked || !CanRealign(element, Fold, Phases)) => ["cannot realign its rows"],
            PoolKernel.Rows => RowFaults(block),
            PoolKernel.HalfPairs when element != ElementType.Half || Fold > 1 || IsMasked => ["cannot read halves two by two"],
            PoolKernel.HalfPairs => LaneTiling.Faults(PairTiling, Channels, 2 * block, 2 * Phases),
            PoolKernel.Stream when isContiguous || IsMasked || Fold > 1 || Streams < 1 || StreamRows < 3 || Channels < block || element == ElementType.Half => ["cannot stream its rows"],
            PoolKernel.Runs when !isContiguous || IsMasked => ["has no contiguous runs"],
            PoolKernel.Runs when Positions / block / Phases < 1 => [$"has runs of {Positions} for {PhaseCount.Describe(Phases)}"],
            PoolKernel.Runs => RunLoop(block).Faults((Positions / block / Phases) - 1, Phases),
            PoolKernel.Unrolled when !IsMasked && Positions >= block => [$"writes out {Positions} positions"],
            _ => [],
        };
        foreach (string fault in faults)
        {
            yield return fault;
        }
    }

    /// <summary>The faults of <see cref="PoolKernel.Rows"/>.</summary>
    private IEnumerable<string> RowFaults(int block)
    {
        if (ChannelsFirst || Groups < 1 || (IsMasked && Fold * Phases > 1))
        {
            yield return $"has {Positions} positions for {PhaseCount.Describe(Phases)} of {Fold}, {(ChannelsFirst ? "channels first" : "channels last")}";
            yield break;
        }

        bool isSound = true;
        foreach (string fault in LaneTiling.Faults(Tiling, Fold * Channels, block, Phases))
        {
            isSound = false;
            yield return fault;
        }

        if (isSound && HasNarrowShiftedKernel && (!HasShiftedKernel || Bands is not null))
        {
            yield return "turns narrow tiles that it cannot";
        }

        foreach (string fault in isSound && Bands is not null ? Bands.Faults(Tiling!, Phases, Groups, isSum: Reduction == Reduction.Mean && !IsMasked) : [])
        {
            isSound = false;
            yield return fault;
        }

        foreach (LaneTile tile in isSound ? Tiling!.AllTiles : [])
        {
            foreach (string fault in RowLoop(tile).Faults(Groups - 1, Phases * tile.Offsets.Count))
            {
                yield return fault;
            }
        }
    }
}
