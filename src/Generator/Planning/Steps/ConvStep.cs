namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// Sums of products of windows and a kernel, with channels last: the channels under neighbouring taps of a row are one run,
/// so that each row of the kernel is a matrix product of its own, whose sums stay in registers from the first row to the last.
/// </summary>
/// <param name="Parts">The outputs, by the taps that they see.</param>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Groups">Equal parts of channels and filters that have nothing to do with each other.</param>
/// <param name="Kernel">The index of the kernel among the model's weights.</param>
/// <param name="Bias">The index of the bias, or −1.</param>
internal sealed record ConvStep(EquatableArray<ConvPart> Parts, int Channels, int Filters, int Groups, int Kernel, int Bias) : ProductStep(Kernel, Bias)
{
    /// <summary>Positions of a tile at most in 16 registers: with one block of two registers twelve sums, two weights and one input.</summary>
    private const int NarrowPositions = 6;

    /// <summary>The same in 32 registers, whatever the sums; more make no loads cheaper.</summary>
    private const int WidePositions = 24;

    /// <summary>Blocks of a wide tile at most, where rows are short.</summary>
    private const int MostBlocks = 4;

    public ConvStep(ConvPart part, int channels, int filters, int groups, int kernel, int bias)
        : this(new EquatableArray<ConvPart>([part]), channels, filters, groups, kernel, bias)
    {
    }

    public override int InputLength => Parts[0].Inputs * Channels;

    public override int OutputLength => Parts[0].Outputs * Filters;

    public override int OutputChannels => Filters;

    protected override bool MayFold => Columns is null;

    /// <summary>The order that the kernel's columns are brought into, or null where they stay as they are.</summary>
    public GateColumns? Columns { get; init; }

    /// <summary>Adds to what its output holds already, as part of a step that has written that.</summary>
    public bool Accumulates { get; init; }

    /// <summary>Outputs of a row that the panels are chosen for, where it is not this step's; else 0.</summary>
    public int PanelOutputs { get; init; }

    /// <summary>
    /// Only a function of a few instructions is applied in a tile's registers. Others, dozens of times in one method, are more than
    /// the JIT inlines: a 1x1 convolution with Silu took twice as long as the two after each other.
    /// </summary>
    public override Step? FuseActivation(string function) => ElementwiseFunction.IsShort(function) ? base.FuseActivation(function) : null;

    /// <summary>Lanes of one block.</summary>
    public int Block { get; init; }

    /// <summary>Elements of a packed row of weights: the filters of a wide tile.</summary>
    public int PanelWidth { get; init; }

    public override int WeightsOffset => Parts.Where(part => part.Taps > 0).Select(part => part.KernelOffset).DefaultIfEmpty(BiasOffset).Min();

    public override Step ToKernel(ElementType element) => (ConvStep)base.ToKernel(element) with
    {
        Columns = null,
        PanelOutputs = 0,
        Parts = Parts.Select(part => part.Taps > 0 ? part with { KernelOffset = part.KernelOffset - WeightsOffset } : part).ToEquatableArray(),
    };

    public int GroupChannels => Channels / Groups;

    public int GroupFilters => Filters / Groups;

    /// <summary>The panels of one group.</summary>
    public IEnumerable<ConvPanel> Panels => ConvPanel.Cut(GroupFilters, PanelWidth, Block);

    /// <summary>Elements of a packed row of all panels of a group.</summary>
    public int GroupWidth => Panels.Sum(p => p.Count * p.Width);

    /// <summary>The tiles of a row in 32 registers, which take a whole panel.</summary>
    public IReadOnlyList<ConvTile> WideTiles(ConvPart part, ConvPanel panel)
    {
        int blocks = panel.Offsets.Length;
        return [.. ConvTile.Cut(part.Column, MostPositions(blocks), blocks, CutsRows(part))];
    }

    /// <summary>The tiles of a row in 16 registers, which take a block of a panel.</summary>
    public IReadOnlyList<ConvTile> NarrowTiles(ConvPart part) => [.. ConvTile.Cut(part.Column, NarrowPositions, 1, CutsRows(part))];

    /// <summary>Inputs that the loops of a part take at a time in kernels for halves of blocks; runs are whole multiples of it.</summary>
    public int InputsTogether(ConvPart part) =>
        GroupChannels % 2 == 0 && (part.Section?.Channels ?? 0) % 2 == 0
        && (long)part.Depth.Outputs * part.Row.Outputs * part.Column.Outputs * part.Taps * GroupChannels * Filters >= Budget.LargeProduct ? 2 : 1;

    private bool CutsRows(ConvPart part) => part.Section?.EndIn(part, GroupChannels) is ConvSectionEnd.Channels or ConvSectionEnd.Taps;

    public override Step? AbsorbPadding(CopyStep padding) =>
        Parts.Count == 1 && Parts[0].AbsorbPadding(padding, Channels) is { } part ? this with { Parts = new EquatableArray<ConvPart>([part]) } : null;

    public override Step ChooseTiles(ElementType element)
    {
        int block = element.BlockLanes();
        int blocks = ((GroupFilters - 1) / block) + 1;
        int columns = PanelOutputs > 0 ? PanelOutputs : Parts.Max(p => p.Column.Outputs);

        // Two blocks use each input twice. Short rows leave registers for more of them.
        int wide = Math.Min(2, blocks);
        for (int more = 3; more <= Math.Min(blocks, MostBlocks) && columns <= MostPositions(more); more++)
        {
            wide = blocks % more == 0 ? more : wide;
        }

        // Halves round more than a sum of floats does, and have no place for sums.
        IEnumerable<ConvPart> parts = element == ElementType.Half ? Parts : Parts.Select(part => part with { Section = ConvSection.Choose(part, GroupChannels) });
        return this with { Parts = parts.ToEquatableArray(), Block = block, PanelWidth = GroupFilters < block ? block : Math.Min(GroupFilters, wide * block) };
    }

    public override IEnumerable<Step> ReadHalves() => [new WidenStep(InputLength, IsScaled: false) { Comment = $"Half to float, for {Comment}" }, this];

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        int last = Panels.Last().Width;
        var weights = new List<PackedWeight>();
        foreach (ConvPart part in Parts.Where(p => p.Taps > 0))
        {
            int rows = part.Taps * GroupChannels;
            weights.Add(layout.Place(Kernel, WeightPacking.GroupedPanels, rows, Filters, PanelWidth, (long)Groups * rows * GroupWidth) with
            {
                Groups = Groups,
                LastWidth = last == PanelWidth ? 0 : last,
                Taps = part.KernelTaps,
                Fold = Fold,
                Columns = Columns,
            });
        }

        // The last group's block may reach over the bias' end.
        PlaceBias(layout, weights, Math.Max(Filters, Filters - GroupFilters + Block), Columns is null ? null : Columns with { Rows = 1 });
        return weights.ToEquatableArray();
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights)
    {
        int placed = 0;
        return this with
        {
            Parts = Parts.Select(part => part.Taps > 0 ? part with { KernelOffset = weights[placed++].Offset } : part).ToEquatableArray(),
            BiasOffset = HasBias ? weights[weights.Count - 1].Offset : 0,
        };
    }

    public override IEnumerable<string> Describe(ElementType element)
    {
        string groups = Groups == 1 ? "" : $" in {Groups} groups";
        yield return $"{Channels} channels to {Filters}{groups}{DescribeEnd()}";
        foreach (ConvPart part in Parts)
        {
            yield return part.ToString();
            if (PanelWidth < 1)
            {
                continue;
            }

            foreach (ConvPanel panel in Panels)
            {
                yield return $"{panel.Count} of {panel.Filters} filters, tiles of {ConvTile.Describe(WideTiles(part, panel))} by {panel.Offsets.Length} wide, {ConvTile.Describe(NarrowTiles(part))} by 1 narrow{(InputsTogether(part) > 1 ? ", two inputs at a time in halves" : "")}";
            }
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Parts.Count < 1 || Channels < 1 || Filters < 1 || Groups < 1 || Channels % Groups != 0 || Filters % Groups != 0 || Kernel < 0)
        {
            yield return $"convolves {Channels} channels to {Filters} in {Groups} groups with weight {Kernel}";
            yield break;
        }

        if (Parts.Any(p => p.Axes.Any(a => !a.IsSound) || p.Inputs != Parts[0].Inputs || p.Outputs != Parts[0].Outputs))
        {
            yield return $"has windows that leave its inputs or outputs: {string.Join(" and ", Parts.Select(p => p.ToString()))}";
            yield break;
        }

        foreach (string fault in base.Faults(element, facts))
        {
            yield return fault;
        }

        if (Parts.Sum(p => (long)p.Depth.Outputs * p.Row.Outputs * p.Column.Outputs) != Parts[0].Outputs)
        {
            yield return $"writes another number of outputs than its {Parts[0].Outputs}";
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        if (Block != element.BlockLanes() || PanelWidth < Block || (GroupFilters >= Block && PanelWidth > GroupFilters) || PanelWidth > MostBlocks * Block)
        {
            yield return $"has panels of {PanelWidth} filters in blocks of {Block}, for {GroupFilters}";
            yield break;
        }

        foreach (ConvPart part in Parts)
        {
            if (part.Section is { } section && (element == ElementType.Half || !section.IsSound(part, GroupChannels)))
            {
                yield return $"cuts sums of {part.Taps} taps of {GroupChannels} channels of {element} into sections of {section}";
            }

            foreach (ConvPanel panel in Panels)
            {
                if (ConvTile.FindFault(part.Column, WideTiles(part, panel)) is { } wide)
                {
                    yield return wide;
                }
            }

            if (ConvTile.FindFault(part.Column, NarrowTiles(part)) is { } narrow)
            {
                yield return narrow;
            }
        }
    }

    /// <summary>Positions of a wide tile: sums, weights and one input fill 32 registers.</summary>
    private static int MostPositions(int blocks) => Math.Min(WidePositions, (Budget.WideRegisters - 1 - blocks) / blocks);
}
