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

    /// <summary>As rows, but one whole row after the other, with the partial results in the destination.</summary>
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

    public override Step? Mask() => CanMask ? this with { IsMasked = true, Kernel = ChannelsFirst ? PoolKernel.Unrolled : MaskedKernel, Fold = 1, Phases = 1 } : null;

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
        return this with
        {
            Kernel = IsWide(element) ? PoolKernel.Stream : PoolKernel.Rows,
            Fold = fold,
            Phases = phases,
            Tiling = LaneTiling.Choose(fold * Channels, block, phases),
        };
    }

    /// <summary>Groups of one row a phase, the first of which starts the sums.</summary>
    public int Groups => Positions / Fold / Phases;

    /// <summary>How a tile runs over the groups behind the first.</summary>
    public LoopShape RowLoop(LaneTile tile) => LoopShape.Choose(Groups - 1, Phases * tile.Offsets.Count);

    /// <summary>How a channel's run goes over its groups of one block a phase behind the first.</summary>
    public LoopShape RunLoop(int block) => LoopShape.Choose((Positions / block / Phases) - 1, Phases);

    /// <summary>
    /// More lanes than the widest tile holds: tile by tile the memory would be read in strides, which hides it from the
    /// prefetchers. Partial results stay in the destination, so it must be of the compute type.
    /// </summary>
    private bool IsWide(ElementType element) =>
        element != ElementType.Half && Positions > 2 && Channels > Budget.WideAccumulators * element.BlockLanes();

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
}
