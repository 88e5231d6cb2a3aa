namespace ShapeGen.Generator.Planning.Steps;

/// <summary>How values are combined.</summary>
internal enum Reduction
{
    /// <summary>Their sum divided by their number.</summary>
    Mean,

    /// <summary>IEEE 754-2019 maximum: NaN propagates, +0 is greater than −0.</summary>
    Maximum,
}

/// <summary>How a <see cref="PoolStep"/> walks its memory.</summary>
internal enum PoolKernel
{
    /// <summary>Positions are rows, channels are lanes: each lane sums one channel.</summary>
    Rows,

    /// <summary>As rows, but whole rows of distant parts of the input side by side, with the partial results in the destination.</summary>
    Stream,

    /// <summary>As rows, but the input is halves that are read two by two.</summary>
    HalfPairs,

    /// <summary>Each channel is a contiguous run that is summed inside a block.</summary>
    Runs,

    /// <summary>Fewer values than a block has lanes: one expression a channel.</summary>
    Unrolled,
}

/// <summary>Reduces all positions of each channel to one value.</summary>
/// <param name="Reduction">Mean or maximum.</param>
/// <param name="Positions">Spatial positions.</param>
/// <param name="Channels">Channels.</param>
/// <param name="ChannelsFirst">(channels, positions) in memory, else (positions, channels).</param>
internal sealed record PoolStep(Reduction Reduction, int Positions, int Channels, bool ChannelsFirst) : Step
{
    /// <summary>Positions from which rows stream past the destination: a first, a last and one between in each stream.</summary>
    private const int LeastStreamed = 3 * Budget.PoolStreams;

    /// <summary>Bytes from which turning a tile costs narrow registers less than crossing half of all lines.</summary>
    private const int LeastShiftedBytes = 1 << 12;

    public override int InputLength => Positions * Channels;

    public override int OutputLength => Channels;

    /// <summary>A one-dimensional mean, which alone may leave positions out.</summary>
    public bool CanMask { get; init; }

    /// <summary>Positions whose mask is false count as absent.</summary>
    public bool IsMasked { get; init; }

    public PoolKernel Kernel { get; init; }

    /// <summary>Rows laid side by side as lanes, so that few channels fill whole blocks.</summary>
    public int Fold { get; init; } = 1;

    /// <summary>Independent partial results in flight, combined at the end in a fixed tree: 1, 2 or 4.</summary>
    public int Phases { get; init; } = 1;

    /// <summary>The lanes of one row (times <see cref="Fold"/>), cut into register tiles.</summary>
    public LaneTiling? Tiling { get; init; }

    /// <summary>The lanes of one row cut into tiles of pairs of blocks, for <see cref="PoolKernel.HalfPairs"/>.</summary>
    public LaneTiling? PairTiling { get; init; }

    public override IEnumerable<Step> ReadHalves()
    {
        int pair = 2 * ElementType.Half.BlockLanes();
        return Kernel == PoolKernel.Rows && Fold == 1 && Channels >= pair
            ? [this with { Kernel = PoolKernel.HalfPairs, PairTiling = LaneTiling.Choose(Channels, pair, 2 * Phases) }]
            : [this];
    }

    public override Step? Mask() => CanMask ? this with { IsMasked = true, HasShiftedKernel = false, HasNarrowShiftedKernel = false, Bands = null, Kernel = ChannelsFirst ? PoolKernel.Unrolled : MaskedKernel, Fold = 1, Phases = 1 } : null;

    private PoolKernel MaskedKernel => Tiling is null || Fold > 1 ? PoolKernel.Unrolled : PoolKernel.Rows;

    public override Step ChooseTiles(ElementType element)
    {
        int block = element.BlockLanes();
        if (ChannelsFirst || Channels == 1)
        {
            return Positions < block
                ? this with { Kernel = PoolKernel.Unrolled }
                : this with { Kernel = PoolKernel.Runs, Phases = Positions >= 8 * block ? 4 : 1 };
        }

        int fold = ChooseFold(block);
        if (fold == 0)
        {
            return this with { Kernel = PoolKernel.Unrolled };
        }

        int rows = Positions / fold;
        int phases = rows >= 8 && fold * Channels <= 4 * block ? 4 : rows >= 4 && fold * Channels <= 8 * block ? 2 : 1;
        var tiling = LaneTiling.Choose(fold * Channels, block, phases);
        return this with
        {
            Kernel = IsWide(element) ? PoolKernel.Stream : PoolKernel.Rows,
            Streams = IsWide(element) ? Budget.PoolStreams : 1,
            Fold = fold,
            Phases = phases,
            Tiling = tiling,
            Bands = CanBand(element) ? PoolBands.Choose(tiling, phases, rows / phases) : null,
            HasShiftedKernel = CanShift(element, fold, phases),
            HasNarrowShiftedKernel = CanShift(element, fold, phases) && InputLength * (64L / block) is >= LeastShiftedBytes and <= Budget.NearestBytes,
        };
    }

    /// <summary>Groups of one row a phase, the first of which starts the sums.</summary>
    public int Groups => Positions / Fold / Phases;

    /// <summary>Distant parts of the input that <see cref="PoolKernel.Stream"/> reads side by side.</summary>
    public int Streams { get; init; } = 1;

    /// <summary>Rows of each stream; those that make no whole row of streams lie before them.</summary>
    public int StreamRows => Positions / Streams;

    /// <summary>How a tile runs over the groups behind the first.</summary>
    public LoopShape RowLoop(LaneTile tile) => RowLoop(tile, Positions / Fold);

    /// <summary>The same for some of the rows.</summary>
    public LoopShape RowLoop(LaneTile tile, int rows) => LoopShape.Choose((rows / Phases) - 1, Phases * tile.Offsets.Count);

    /// <summary>How narrow tiles share an input beyond the first-level cache; null where each goes over all rows.</summary>
    public PoolBands? Bands { get; init; }

    /// <summary>How a narrow tile runs over the groups behind the last band.</summary>
    public LoopShape EndLoop(LaneTile tile) => LoopShape.Choose(Groups % Bands!.Groups, Phases * tile.Offsets.Count);

    /// <summary>Where 512-bit registers are loaded, an input off the cache lines has a kernel of its own.</summary>
    public bool HasShiftedKernel { get; init; }

    /// <summary>The same where 256-bit registers are loaded.</summary>
    public bool HasNarrowShiftedKernel { get; init; }

    /// <summary>How a channel's run goes over its groups of one block a phase behind the first.</summary>
    public LoopShape RunLoop(int block) => LoopShape.Choose((Positions / block / Phases) - 1, Phases);

    /// <summary>
    /// Lanes that fill the widest tile or more: tile by tile the memory would be read in strides, which hides it from the
    /// prefetchers. Partial results stay in the destination, so it must be of the compute type.
    /// </summary>
    private bool IsWide(ElementType element) =>
        element != ElementType.Half && Positions >= LeastStreamed && Channels >= Budget.WideAccumulators * element.BlockLanes();

    /// <summary>Sums can wait in memory; a maximum's witnesses would have to wait with it.</summary>
    private bool CanBand(ElementType element) => element != ElementType.Half && Reduction == Reduction.Mean && !IsWide(element);

    /// <summary>A row is one tile of whole blocks, and there are rows for each phase behind the first and before the last.</summary>
    private bool CanShift(ElementType element, int fold, int phases) =>
        element != ElementType.Half && fold == 1 && !IsWide(element) && Positions > 2 * phases
        && Channels % element.BlockLanes() == 0 && Channels <= Budget.WideAccumulators / phases * element.BlockLanes();

    /// <summary>Enough rows to fill whole blocks without overlap where there are as many, else just one block; 0 if there are too few.</summary>
    private int ChooseFold(int block)
    {
        if (Channels >= block)
        {
            return 1;
        }

        int exact = block / GreatestCommonDivisor(block, Channels);
        int least = (block + Channels - 1) / Channels;
        return Positions >= 2 * exact ? exact : Positions >= least ? least : 0;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    public override IEnumerable<string> Describe(ElementType element)
    {
        string order = ChannelsFirst ? "channels first" : "channels last";
        yield return $"{Reduction} of {Positions} positions, {Channels} channels, {order}{(IsMasked ? ", masked" : "")}";
        if (Fold < 1 || Phases < 1)
        {
            yield break;
        }

        int block = element.BlockLanes();
        string variant = Kernel == PoolKernel.Stream ? $" in {Streams} streams" : HasNarrowShiftedKernel ? ", also shifted and narrow shifted" : HasShiftedKernel ? ", also shifted" : "";
        yield return $"{Kernel}{variant}, {PhaseCount.Describe(Phases)}, {(Fold == 1 ? "no fold" : $"{Fold} positions folded")}";
        if (Kernel == PoolKernel.Runs)
        {
            yield return $"groups of {Phases * block} elements behind the first: {RunLoop(block).Describe((Positions / block / Phases) - 1)}";
        }
        else if (Kernel == PoolKernel.Rows && Tiling is { IsSound: true })
        {
            yield return Tiling.Describe();
            foreach (LaneTile tile in IsMasked ? [] : Bands is null ? Tiling.AllTiles : Tiling.WideTiles)
            {
                yield return $"{tile.Describe()}, groups of {Fold * Phases} positions behind the first: {RowLoop(tile).Describe(Groups - 1)}";
            }

            foreach (LaneTile tile in IsMasked || Bands is not { Groups: > 0 } ? [] : Tiling.NarrowTiles)
            {
                yield return $"{tile.Describe()}, groups of {Fold * Phases} positions in {Bands!.Describe(Groups)}, behind them {EndLoop(tile).Describe(Groups % Bands.Groups)}";
            }
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Positions < 1 || Channels < 1 || !PhaseCount.IsLegal(Phases) || Fold < 1)
        {
            yield return $"pools {Positions} positions of {Channels} channels, {Fold} folded, with {PhaseCount.Describe(Phases)}";
            yield break;
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        int block = element.BlockLanes();
        bool isContiguous = ChannelsFirst || Channels == 1;
        IEnumerable<string> faults = Kernel switch
        {
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
