namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// A convolution of each channel with a kernel of its own, channels last: channels are lanes, and the sums of neighbouring
/// positions share the inputs that they have in common.
/// </summary>
/// <param name="Part">The outputs.</param>
/// <param name="Channels">Channels of input and output.</param>
/// <param name="Kernel">The index of the kernel among the model's weights.</param>
/// <param name="Bias">The index of the bias, or −1.</param>
internal sealed record DepthwiseStep(ConvPart Part, int Channels, int Kernel, int Bias) : Step
{
    /// <summary>Positions of a tile at most in 32 registers: sums, a row of weights and an input.</summary>
    private const int WidePositions = 14;

    /// <summary>The same in 16 registers, of which a block takes two.</summary>
    private const int NarrowPositions = 4;

    /// <summary>Vector statements of a tile at most.</summary>
    private const int MostStatements = 150;

    /// <summary>Bytes of input under a panel's windows at most: they are read again for each row of the kernel.</summary>
    private const int NearBytes = Budget.NearBytes;

    public override int InputLength => Part.Inputs * Channels;

    public override int OutputLength => Part.Outputs * Channels;

    /// <summary>The element-wise function fused into the store, or null.</summary>
    public string? Activation { get; init; }

    /// <summary>Lanes of one block.</summary>
    public int Block { get; init; }

    /// <summary>Channels that go through all rows together.</summary>
    public int PanelWidth { get; init; }

    /// <summary>Elements from the start of the packed weights.</summary>
    public int KernelOffset { get; init; }

    /// <summary>Elements from the start of the packed weights.</summary>
    public int BiasOffset { get; init; }

    /// <summary>Elements of a tap's weights.</summary>
    public int TapStride => Math.Max(Channels, Block);

    public IEnumerable<ConvPanel> Panels => ConvPanel.Cut(Channels, PanelWidth, Block);

    public IReadOnlyList<ConvTile> WideTiles => Tiles(WidePositions);

    public IReadOnlyList<ConvTile> NarrowTiles => Tiles(NarrowPositions);

    public override Step? FuseActivation(string function) => Activation is null ? this with { Activation = function } : null;

    public override Step ChooseTiles(ElementType element)
    {
        int block = element.BlockLanes();
        long rows = (long)Part.Depth.Taps * Part.Row.Taps * Part.Column.Input * ElementTypes.BlockBytes;
        int blocks = Math.Max(1, Math.Min((int)Math.Min(NearBytes / Math.Max(1, rows), Channels), Channels / block));
        return this with { Block = block, PanelWidth = Channels < block ? block : Math.Min(Channels, blocks * block) };
    }

    public override IEnumerable<Step> ReadHalves() => [new WidenStep(InputLength, IsScaled: false) { Comment = $"Half to float, for {Comment}" }, this];

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        var weights = new List<PackedWeight> { layout.Place(Kernel, WeightPacking.PaddedRows, Part.Taps, Channels, TapStride, (long)Part.Taps * TapStride) };
        if (Bias >= 0)
        {
            weights.Add(layout.Place(Bias, WeightPacking.PaddedRows, 1, Channels, TapStride, TapStride));
        }

        return weights.ToEquatableArray();
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights) =>
        this with { KernelOffset = weights[0].Offset, BiasOffset = Bias >= 0 ? weights[1].Offset : 0 };

    public override IEnumerable<string> Describe(ElementType element)
    {
        yield return $"each of {Channels} channels{(Bias < 0 ? "" : " + bias")}{(Activation is null ? "" : $", {Activation}")}: {Part}";
        if (PanelWidth > 0)
        {
            string panels = string.Join(" and ", Panels.Select(p => $"{p.Count} of {p.Filters}"));
            yield return $"{panels} channels, tiles of {ConvTile.Describe(WideTiles)} wide, {ConvTile.Describe(NarrowTiles)} narrow";
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Channels < 1 || Kernel < 0 || Part.Axes.Any(a => !a.IsSound) || Part.Axes.Any(a => a.Outputs != a.Size))
        {
            yield return $"convolves each of {Channels} channels with weight {Kernel}: {Part}";
            yield break;
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        if (Block != element.BlockLanes() || PanelWidth < Block || PanelWidth > TapStride)
        {
            yield return $"has panels of {PanelWidth} channels in blocks of {Block}, for {Channels}";
            yield break;
        }

        if ((ConvTile.FindFault(Part.Column, WideTiles) ?? ConvTile.FindFault(Part.Column, NarrowTiles)) is { } fault)
        {
            yield return fault;
        }
    }

    /// <summary>Each tap of a position is a statement: large kernels take smaller tiles.</summary>
    private IReadOnlyList<ConvTile> Tiles(int most) =>
        [.. ConvTile.Cut(Part.Column, Math.Max(1, Math.Min(most, MostStatements / (Part.Column.Taps + 2))), 1)];
}
