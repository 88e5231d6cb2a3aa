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

/// <summary>Reduces all positions of each channel to one value, perhaps section by section.</summary>
/// <param name="Reduction">Mean or maximum.</param>
/// <param name="Positions">Spatial positions of a section.</param>
/// <param name="Channels">Channels.</param>
/// <param name="ChannelsFirst">(channels, positions) in memory, else (positions, channels).</param>
internal sealed partial record PoolStep(Reduction Reduction, int Positions, int Channels, bool ChannelsFirst) : Step
{
    /// <summary>Positions from which rows stream past the destination: a first, a last and one between in each stream.</summary>
    private const int LeastStreamed = 3 * Budget.PoolStreams;

    /// <summary>Bytes from which turning a tile costs narrow registers less than crossing half of all lines.</summary>
    private const int LeastShiftedBytes = 1 << 12;

    public override int InputLength => Sections * Positions * Channels;

    public override int OutputLength => Sections * Channels;

    /// <summary>Parts of the positions, each with values of its own; where channels come first, sections are channels.</summary>
    public int Sections { get; init; } = 1;

    /// <summary>What a mean divides its sum by: 1 for a partial sum.</summary>
    public int Divisor { get; init; } = Positions;

    /// <summary>Positions of a sample, of which a section is a part.</summary>
    public int AllPositions { get; init; } = Positions;

    /// <summary>Reads the sums of sections, in which positions cannot be told any more.</summary>
    public bool AddsSections { get; init; }

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

    /// <summary>
    /// A mean of many positions that are kept or not is taken in one sum; the steps that would add sums up pass it on.
    /// </summary>
    public override Step? Mask()
    {
        if (!CanMask)
        {
            return null;
        }

        PoolStep plain = this with
        {
            Kernel = PoolKernel.Unrolled,
            Fold = 1,
            Phases = 1,
            Bands = null,
            HasShiftedKernel = false,
            HasNarrowShiftedKernel = false,
            HasRealignedKernel = false,
        };

        // Partial sums of sums are cut into sections too: what is passed on is one value a channel.
        plain = plain with { Channels = ChannelsFirst ? Channels / (AllPositions / Positions) : Channels, Sections = 1 };
        return AddsSections ? plain with { Positions = 1, Divisor = 1 } : plain with
        {
            Positions = AllPositions,
            IsMasked = true,
            Kernel = ChannelsFirst ? PoolKernel.Unrolled : MaskedKernel,
        };
    }

    public override IEnumerable<Step> SplitSums(ElementType element)
    {
        int sums = Phases * (Kernel == PoolKernel.Runs ? element.BlockLanes() : Fold * Streams);
        int length = Reduction == Reduction.Mean && Sections == 1 && Positions / sums > Budget.LongestSum ? FindDivisor(sums * Budget.PartialSum) : 0;
        if (length == 0)
        {
            return [this];
        }

        int sections = Positions / length;
        PoolStep partial = new(Reduction, length, ChannelsFirst ? sections * Channels : Channels, ChannelsFirst)
        {
            Comment = $"Sums of {length} positions each, for {Comment}",
            Sections = ChannelsFirst ? 1 : sections,
            Divisor = 1,
            AllPositions = AllPositions,
            AddsSections = AddsSections,
            CanMask = CanMask,
        };
        PoolStep sum = new(Reduction, sections, Channels, ChannelsFirst) { Comment = Comment, Divisor = Divisor, AddsSections = true, CanMask = CanMask };
        return [partial.ChooseTiles(element), sum.ChooseTiles(element)];
    }

    /// <summary>The divisor of the positions, not they themselves, that comes next to a length, within a factor of 8; else 0.</summary>
    private int FindDivisor(int length)
    {
        int longest = Math.Min(8 * length, Positions / 2);
        for (int longer = length; longer <= longest; longer++)
        {
            // As many times too long as too short.
            int shorter = (int)((long)length * length / longer);
            if (Positions % longer == 0 || Positions % shorter == 0)
            {
                return Positions % longer == 0 ? longer : shorter;
            }
        }

        return 0;
    }

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
            Bands = CanBand(element) ? PoolBands.Choose(tiling, phases, rows / phases, (long)AllPositions * Channels * (ElementTypes.BlockBytes / block)) : null,
            HasShiftedKernel = CanShift(element, fold, phases),
            HasRealignedKernel = CanRealign(element, fold, phases),
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

    /// <summary>512-bit registers load whole blocks from the input's start, and move the lanes of its rows together.</summary>
    public bool HasRealignedKernel { get; init; }

    /// <summary>Groups of one row a phase that a realigned kernel goes over, behind the first and as far as they are whole before the last row.</summary>
    public int RealignedGroups => ((Positions - 1) / Phases) - 1;

    /// <summary>After as many rows as a block has lanes a row starts at the same lane again: a loop, if there are more.</summary>
    public bool IsRealignedInLoop(int block) => RealignedGroups > block / Phases;

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

    /// <summary>
    /// A row is whole blocks and one lane, which in four rows is a lane of each phase. Nearly every block of such a row
    /// lies across two cache lines.
    /// </summary>
    private bool CanRealign(ElementType element, int fold, int phases) =>
        element != ElementType.Half && fold == 1 && phases == 4 && !IsWide(element)
        && Channels > element.BlockLanes() && Channels % element.BlockLanes() == 1
        && CountRealignedStatements(element.BlockLanes(), phases) <= Budget.RealignedBody;

    /// <summary>
    /// The statements on whole blocks of the rows that are written out, which are at most a turn, one group before and one
    /// behind: each block is loaded, realigned and added, or seen by a witness and compared.
    /// </summary>
    private int CountRealignedStatements(int block, int phases) =>
        (block + (2 * phases)) * (Channels / block) * (Reduction == Reduction.Mean ? 3 : 4);

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
