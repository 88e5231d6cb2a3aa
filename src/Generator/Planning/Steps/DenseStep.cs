namespace ShapeGen.Generator.Planning.Steps;

/// <summary>How a <see cref="DenseStep"/> runs, and so how its kernel matrix is packed.</summary>
internal enum DenseKernel
{
    /// <summary>Units are lanes; the matrix lies in panels of whole output lanes, (panel, inputs, width).</summary>
    Panels,

    /// <summary>As panels, but the weights are halves and lie two by two, (panel, inputs, pairs of blocks).</summary>
    HalfPairs,

    /// <summary>Fewer units than a block, few inputs: rows padded to one block, (inputs, block).</summary>
    PaddedRows,

    /// <summary>Fewer units than a block, many inputs: a dot product a unit inside a block, (units, padded inputs).</summary>
    Dots,
}

/// <summary>y = activation(x · kernel + bias) for each row.</summary>
/// <param name="Rows">Rows of x.</param>
/// <param name="Inputs">Columns of x, rows of the kernel.</param>
/// <param name="Units">Columns of the kernel.</param>
/// <param name="Kernel">The index of the kernel among the model's weights.</param>
/// <param name="Bias">The index of the bias, or −1.</param>
internal sealed record DenseStep(int Rows, int Inputs, int Units, int Kernel, int Bias) : Step
{
    /// <summary>The widest row of outputs that is kept in one panel, in blocks; wider matrices stream panel by panel.</summary>
    private const int PanelBlocks = 8;

    /// <summary>The same where the weights outgrow the first-level cache: a tile of any registers takes a whole row of the panel, so that they are read as one stream.</summary>
    private const int StreamedPanelBlocks = Budget.NarrowAccumulators;

    /// <summary>The same beyond the near caches, see <see cref="StreamedBlocks"/>.</summary>
    private const int FarPanelBlocks = 3;

    /// <summary>From this many blocks of inputs on, a dot product a unit reads less memory than padded rows.</summary>
    private const int DotBlocks = 4;

    public override int InputLength => Rows * Inputs;

    public override int OutputLength => Rows * Units;

    /// <summary>The element-wise function fused into the store, or null.</summary>
    public string? Activation { get; init; }

    public DenseKernel Variant { get; init; }

    /// <summary>Lanes of one panel.</summary>
    public int PanelWidth { get; init; }

    /// <summary>Partial sums in flight over the inputs, combined at the end in a fixed tree: 1, 2 or 4.</summary>
    public int Phases { get; init; } = 1;

    /// <summary>Lanes of one block.</summary>
    public int Block { get; init; }

    /// <summary>The lanes of a panel cut into register tiles; null for <see cref="DenseKernel.Dots"/>, whose lanes are inputs.</summary>
    public LaneTiling? Tiling { get; init; }

    /// <summary>The lanes of a panel cut into tiles of several rows, or null where each row runs by itself.</summary>
    public LaneTiling? RowTiling { get; init; }

    /// <summary>Rows of a panel that tiles of several rows ask for ahead of their use, where the weights outgrow the second-level cache; else 0.</summary>
    public int PrefetchedRows { get; init; }

    /// <summary>The same for tiles of a single row, where the weights outgrow all of a core's own caches.</summary>
    public int PrefetchedRowsAlone { get; init; }

    public override int BatchRows => RowTiling is null ? 0 : Rows;

    /// <summary>Elements from the start of the packed weights.</summary>
    public int KernelOffset { get; init; }

    /// <summary>Elements from the start of the packed weights.</summary>
    public int BiasOffset { get; init; }

    /// <summary>Lanes of two blocks, which lie together in <see cref="DenseKernel.HalfPairs"/>.</summary>
    public int Pair => 2 * Block;

    /// <summary>Elements from one row of a packed panel to the next.</summary>
    public int PanelStride => Variant == DenseKernel.HalfPairs ? (PanelWidth + Pair - 1) / Pair * Pair : PanelWidth;

    /// <summary>Elements of all packed panels.</summary>
    public long PackedLength => ((long)Panels * Inputs * PanelStride) + (Rest is { } rest ? (long)Inputs * rest.PanelWidth : 0);

    /// <summary>The input comes times 2^112, the other way than <see cref="DenseKernel.HalfPairs"/> reads weights.</summary>
    public bool IsInputScaled { get; init; }

    /// <summary>Panels of <see cref="PanelWidth"/>; where a <see cref="Rest"/> follows, those that are full.</summary>
    public int Panels => HasRest ? Units / PanelWidth : ((Units - 1) / PanelWidth) + 1;

    /// <summary>The first of these units among the layer's: 0 but for a <see cref="Rest"/>.</summary>
    public int FirstUnit { get; init; }

    /// <summary>Elements from one row of y to the next.</summary>
    public int RowStride { get; init; } = Units;

    /// <summary>
    /// The units behind the last full panel, at least a block of them, as a step over one panel of their own; null where
    /// there are none. Its matrix lies behind the panels.
    /// </summary>
    public DenseStep? Rest
    {
        get
        {
            if (!HasRest)
            {
                return null;
            }

            int width = Math.Max(Units % PanelWidth, Block);
            DenseStep units = this with { Units = width, FirstUnit = Units - width, MatrixOffset = Panels * Inputs * PanelWidth };
            return units.WithPanels(Block, Variant, width);
        }
    }

    /// <summary>Halves are packed in panels of one width, the last of which overlaps.</summary>
    private bool HasRest => Variant == DenseKernel.Panels && Units > PanelWidth && Units % PanelWidth > 0;

    /// <summary>Where the panels start, in elements from the packed kernel's start: 0 but for a <see cref="Rest"/>.</summary>
    public int MatrixOffset { get; init; }

    /// <summary>Inputs rounded up to whole blocks.</summary>
    public int PaddedInputs => (((Inputs - 1) / Block) + 1) * Block;

    public override int WeightsOffset => KernelOffset;

    public override Step ToKernel(ElementType element) => (DenseStep)base.ToKernel(element) with
    {
        Kernel = 0,
        Bias = Bias < 0 ? -1 : 1,
        KernelOffset = 0,
        BiasOffset = Bias < 0 ? 0 : BiasOffset - KernelOffset,
    };

    public override Step? FuseActivation(string function) => Activation is null ? this with { Activation = function } : null;

    public override Step ChooseTiles(ElementType element)
    {
        int block = element.BlockLanes();
        if (Units < block)
        {
            return Inputs >= DotBlocks * block
                ? this with { Block = block, Variant = DenseKernel.Dots, PanelWidth = Units }
                : WithPanels(block, DenseKernel.PaddedRows, block);
        }

        DenseKernel variant = element == ElementType.Half && Units >= 2 * block ? DenseKernel.HalfPairs : DenseKernel.Panels;
        bool isStreamed = IsFar(variant, block) || (variant == DenseKernel.Panels && WeightBytes(block) > Budget.NearestBytes && Units > (PanelBlocks - 1) * block);
        return WithPanels(block, variant, Math.Min(Units, (isStreamed ? StreamedBlocks(variant, block) : PanelBlocks) * block));
    }

    public override IEnumerable<Step> ReadHalves()
    {
        if (Variant == DenseKernel.Dots)
        {
            return [this];
        }

        bool isScaled = Variant == DenseKernel.HalfPairs;
        return [new WidenStep(InputLength, isScaled) { Comment = $"Half to float, for {Comment}" }, this with { IsInputScaled = isScaled }];
    }

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        (WeightPacking packing, long length, int width) = Variant switch
        {
            DenseKernel.Dots => (WeightPacking.Transposed, (long)Units * PaddedInputs, PaddedInputs),
            DenseKernel.PaddedRows => (WeightPacking.PaddedRows, (long)Inputs * Block, Block),
            DenseKernel.HalfPairs => (WeightPacking.HalfPairs, PackedLength + 1, PanelWidth),
            _ when Units == PanelWidth => (WeightPacking.AsIs, (long)Inputs * Units, Units),
            _ => (WeightPacking.Panels, PackedLength, PanelWidth),
        };
        PackedWeight kernel = layout.Place(Kernel, packing, Inputs, Units, width, length) with { LastWidth = Rest?.PanelWidth ?? 0 };
        var weights = new List<PackedWeight> { kernel };
        if (Bias >= 0)
        {
            weights.Add(layout.Place(Bias, WeightPacking.PaddedRows, 1, Units, Math.Max(Units, Block), Math.Max(Units, Block)));
        }

        return weights.ToEquatableArray();
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights) =>
        this with { KernelOffset = weights[0].Offset, BiasOffset = Bias >= 0 ? weights[1].Offset : 0 };

    /// <summary>The rows of a tile lie at constant offsets from the first.</summary>
    private bool RowsFitIndices => (long)Budget.RowTile * Math.Max(Inputs, RowStride) <= int.MaxValue;

    /// <summary>Whether the weights of panels outgrow a core's own caches, so that reading them takes longer than computing with them.</summary>
    private bool IsFar(DenseKernel variant, int block, int bytes = Budget.NearBytes) => variant == DenseKernel.Panels && WeightBytes(block) > bytes;

    private long WeightBytes(int block) => (long)Inputs * RowStride * (ElementTypes.BlockBytes / block);

    /// <summary>
    /// Blocks of a panel that is read as one stream. Beyond the near caches they are three where that leaves no narrower
    /// panel: eight rows by three blocks are 24 sums for eleven loads, where by two they are 16 for ten.
    /// </summary>
    private int StreamedBlocks(DenseKernel variant, int block) =>
        IsFar(variant, block) && (((RowStride - 1) / block) + 1) % FarPanelBlocks == 0 ? FarPanelBlocks : StreamedPanelBlocks;

    private DenseStep WithPanels(int block, DenseKernel variant, int width)
    {
        int blocks = ((width - 1) / block) + 1;
        bool isPart = width < RowStride;
        bool isStreamed = blocks >= StreamedPanelBlocks ? isPart || IsFar(variant, block) : isPart && IsFar(variant, block);
        int phases = Math.Min(blocks >= 8 || isStreamed ? 1 : blocks >= 4 ? 2 : 4, Inputs >= 8 ? 4 : 1);
        return this with
        {
            Block = block,
            Variant = variant,
            PanelWidth = width,
            Phases = phases,
            PrefetchedRows = IsFar(variant, block) ? Budget.PrefetchedRows : 0,
            PrefetchedRowsAlone = IsFar(variant, block, Budget.FarBytes) ? Budget.PrefetchedRowsAlone : 0,
            Tiling = variant == DenseKernel.HalfPairs ? LaneTiling.Choose(width, 2 * block, 2 * phases) : LaneTiling.Choose(width, block, phases),
            RowTiling = !RowsFitIndices ? null : variant switch
            {
                DenseKernel.Panels => LaneTiling.ChooseForRows(width, block, phases),
                DenseKernel.HalfPairs => LaneTiling.ChooseForRowsOfPairs(width, 2 * block, phases),
                _ => null,
            },
        };
    }

    public override IEnumerable<string> Describe(ElementType element)
    {
        yield return $"({Rows}, {Inputs}) · ({Inputs}, {Units}){(Bias < 0 ? "" : " + bias")}{(Activation is null ? "" : $", {Activation}")}";
        if (PanelWidth < 1)
        {
            yield break;
        }

        yield return $"{Variant}, {Panels} of {PanelWidth} units, {PhaseCount.Describe(Phases)}";
        if (Tiling is not null)
        {
            yield return $"{Tiling.Describe()}{Ahead(PrefetchedRowsAlone)}";
        }

        if (RowTiling is not null)
        {
            yield return $"rows together: {RowTiling.Describe()}{Ahead(PrefetchedRows)}";
        }

        foreach (string line in Rest?.Describe(element).Skip(1) ?? [])
        {
            yield return $"and from unit {Rest!.FirstUnit} on: {line}";
        }

        static string Ahead(int rows) => rows > 0 ? $", {rows} rows of weights ahead" : "";
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Rows < 1 || Inputs < 1 || Units < 1 || Kernel < 0)
        {
            yield return $"multiplies ({Rows}, {Inputs}) by ({Inputs}, {Units}) of weight {Kernel}";
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        bool isDots = Variant == DenseKernel.Dots;
        bool isPaired = Variant == DenseKernel.HalfPairs;
        if (isPaired && (element != ElementType.Half || Units < Pair))
        {
            yield return $"pairs {Units} units of {element}";
            yield break;
        }

        int widest = Variant == DenseKernel.PaddedRows ? Block : Units;
        if (Block != element.BlockLanes() || PanelWidth < 1 || PanelWidth > widest || (!isDots && PanelWidth < Block))
        {
            yield return $"has panels of {PanelWidth} units in blocks of {Block}, for {Units} units";
            yield break;
        }

        if (!PhaseCount.IsLegal(Phases) || Phases > Inputs)
        {
            yield return $"keeps {PhaseCount.Describe(Phases)} over {Inputs} inputs";
            yield break;
        }

        foreach (string fault in TileFaults(Tiling))
        {
            yield return fault;
        }

        if (RowTiling is not null)
        {
            foreach (string fault in TileFaults(RowTiling))
            {
                yield return $"rows together: {fault}";
            }

            if (isDots || !RowsFitIndices)
            {
                yield return "takes rows together where it cannot";
            }
        }

        foreach (string fault in Rest?.Faults(element, facts) ?? [])
        {
            yield return $"from unit {Rest!.FirstUnit} on: {fault}";
        }
    }

    /// <summary>A pair of blocks is one of a tile's, with two results a phase.</summary>
    private IEnumerable<string> TileFaults(LaneTiling? tiling) => Variant switch
    {
        DenseKernel.Dots => tiling is null ? [] : ["cuts inputs into tiles"],
        DenseKernel.HalfPairs => LaneTiling.Faults(tiling, PanelWidth, Pair, 2 * Phases),
        _ => LaneTiling.Faults(tiling, PanelWidth, Block, Phases),
    };
}
