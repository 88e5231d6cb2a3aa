namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// A convolution of each channel with a kernel of its own, channels last: channels are lanes, and the sums of neighbouring
/// positions share the inputs that they have in common.
/// </summary>
/// <param name="Part">The outputs.</param>
/// <param name="Channels">Channels of input and output.</param>
/// <param name="Kernel">The index of the kernel among the model's weights.</param>
/// <param name="Bias">The index of the bias, or −1.</param>
internal sealed record DepthwiseStep(ConvPart Part, int Channels, int Kernel, int Bias) : ProductStep(Kernel, Bias)
{
    /// <summary>Positions of a tile at most in 32 registers: sums, a row of weights and an input.</summary>
    private const int WidePositions = 14;

    /// <summary>Positions of a tile at least, of however many channels: fewer sums wait for each other.</summary>
    private const int LeastPositions = 4;

    /// <summary>The same in 16 registers for one half of a block after the other, where a half takes one.</summary>
    private const int MiddlePositions = 7;

    /// <summary>The same in 16 registers, of which a block takes two.</summary>
    private const int NarrowPositions = 4;

    /// <summary>Vector statements of a tile at most.</summary>
    private const int MostStatements = 150;

    public override int InputLength => Part.Inputs * Channels;

    public override int OutputLength => Part.Outputs * Channels;

    public override int OutputChannels => Channels;

    /// <summary>Lanes of one block.</summary>
    public int Block { get; init; }

    /// <summary>Elements from the start of the packed weights.</summary>
    public int KernelOffset { get; init; }

    public override int WeightsOffset => KernelOffset;

    public override Step ToKernel(ElementType element) => (DepthwiseStep)base.ToKernel(element) with { KernelOffset = 0 };

    /// <summary>Elements of a tap's weights.</summary>
    public int TapStride => Math.Max(Channels, Block);

    /// <summary>Input and output outgrow the first-level cache, so that tiles ask for the row after their own.</summary>
    public bool IsFar => (long)(InputLength + OutputLength) * ElementTypes.BlockBytes / Math.Max(1, Block) > 4 * Budget.NearestBytes;

    public IReadOnlyList<ConvTile> WideTiles => Tiles(WidePositions);

    public IReadOnlyList<ConvTile> MiddleTiles => Tiles(MiddlePositions);

    public IReadOnlyList<ConvTile> NarrowTiles => Tiles(NarrowPositions);

    public override Step? AbsorbPadding(CopyStep padding) => Part.AbsorbPadding(padding, Channels) is { } part ? this with { Part = part } : null;

    public override Step ChooseTiles(ElementType element) => this with { Block = element.BlockLanes() };

    public override IEnumerable<Step> ReadHalves() => [new WidenStep(InputLength, IsScaled: false) { Comment = $"Half to float, for {Comment}" }, this];

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        var weights = new List<PackedWeight> { layout.Place(Kernel, WeightPacking.PaddedRows, Part.Taps, Channels, TapStride, (long)Part.Taps * TapStride) with { Fold = Fold } };
        PlaceBias(layout, weights, TapStride);
        return weights.ToEquatableArray();
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights) =>
        this with { KernelOffset = weights[0].Offset, BiasOffset = HasBias ? weights[1].Offset : 0 };

    public override IEnumerable<string> Describe(ElementType element)
    {
        yield return $"each of {Channels} channels{DescribeEnd()}: {Part}";
        if (Block > 0)
        {
            yield return $"tiles of {ConvTile.Describe(WideTiles)} wide, {ConvTile.Describe(MiddleTiles)} in halves, {ConvTile.Describe(NarrowTiles)} narrow";
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Channels < 1 || Kernel < 0 || Part.Axes.Any(a => !a.IsSound) || Part.Axes.Any(a => a.Outputs != a.Size))
        {
            yield return $"convolves each of {Channels} channels with weight {Kernel}: {Part}";
            yield break;
        }

        foreach (string fault in base.Faults(element, facts))
        {
            yield return fault;
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        if (Block != element.BlockLanes())
        {
            yield return $"has blocks of {Block} channels";
            yield break;
        }

        if (new[] { WideTiles, MiddleTiles, NarrowTiles }.Select(tiles => ConvTile.FindFault(Part.Column, tiles)).FirstOrDefault(fault => fault is not null) is { } gap)
        {
            yield return gap;
        }
    }

    /// <summary>
    /// Each tap of a position is a statement: large kernels take smaller tiles. So do many channels, since the rows under a tile, the
    /// next one and those of outputs are to stay near.
    /// </summary>
    private IReadOnlyList<ConvTile> Tiles(int most)
    {
        long position = (long)Channels * ElementTypes.BlockBytes / Block;
        long rows = (Part.Depth.Taps * Part.Row.Taps) + Part.Row.Stride;
        long near = ((Budget.NearestBytes / position) - (rows * Part.Column.Taps)) / ((rows * Part.Column.Stride) + 2);
        int statements = MostStatements / (Part.Column.Taps + 2);
        return [.. ConvTile.Cut(Part.Column, (int)Math.Max(1, Math.Min(Math.Min(most, statements), Math.Max(LeastPositions, near))), 1, cutsRows: false)];
    }
}
