namespace ShapeGen.Generator.Planning.Steps;

/// <summary>
/// A convolution with kernels of 3 by 3 by Winograd's F(2x2, 3x3), with channels last. Of a group of tiles the inputs are transformed first;
/// then come 16 products of matrices (tiles, channels) · (channels, filters), which are those of a convolution of single taps, a panel of
/// filters after the other; and their transforms are the outputs.
/// </summary>
/// <param name="Part">The outputs and the inputs that they see; what lies in the padding is zero.</param>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Kernel">The index of the kernel among the model's weights.</param>
/// <param name="Bias">The index of the bias, or −1.</param>
/// <param name="Grid">The tiles.</param>
/// <param name="Product">One of the products, with its tiles chosen: what lies between the transforms follows from them.</param>
internal sealed record WinogradStep(ConvPart Part, int Channels, int Filters, int Kernel, int Bias, WinogradGrid Grid, ConvStep Product) : ProductStep(Kernel, Bias)
{
    public override int InputLength => Part.Inputs * Channels;

    public override int OutputLength => Part.Outputs * Filters;

    public override int OutputChannels => Filters;

    /// <summary>The transformed inputs of a group, (products, tiles, channels); and its products by a panel of filters, (products, tiles, width), or before them a tile that reaches into the padding.</summary>
    public override IReadOnlyList<int> WorkspaceLengths =>
    [
        Length(Grid.Group, Channels),
        Math.Max(Length(Grid.Group, Product.Panels.Max(panel => panel.Width)), Length(1, Channels)),
    ];

    /// <summary>Elements from the start of the packed weights.</summary>
    public int KernelOffset { get; init; }

    public override int WeightsOffset => KernelOffset;

    /// <summary>Some tile sees more than the input.</summary>
    public bool IsPadded => Part.Row.IsPadded || Part.Column.IsPadded;

    /// <summary>The panels of filters, each with the product that makes it alone.</summary>
    public IEnumerable<(ConvPanel Panel, ConvStep Product)> Panels => Product.Panels.Select(panel => (panel, Product with { Filters = panel.Width, PanelWidth = panel.Width }));

    /// <summary>The step of a layer.</summary>
    public static WinogradStep Create(ConvPart part, int channels, int filters, int kernel, int bias, ElementType element)
    {
        var grid = WinogradGrid.Choose(part.Row.Outputs, part.Column.Outputs, (long)WinogradGrid.Products * channels * filters * element.Size());
        var tiles = new ConvPart(ConvAxis.One, ConvAxis.One, new ConvAxis(grid.Group, grid.Group, 1));
        var product = (ConvStep)new ConvStep(tiles, channels, filters, 1, kernel, -1).ChooseTiles(element);
        return new WinogradStep(part, channels, filters, kernel, bias, grid, product);
    }

    public override Step? FuseActivation(string function) => ElementwiseFunction.IsShort(function) ? base.FuseActivation(function) : null;

    public override Step? AbsorbPadding(CopyStep padding) => Part.AbsorbPadding(padding, Channels) is { } part ? this with { Part = part } : null;

    public override Step ToKernel(ElementType element) => (WinogradStep)base.ToKernel(element) with { Product = (ConvStep)Product.ToKernel(element), KernelOffset = 0 };

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        int last = Product.Panels.Last().Width;
        List<PackedWeight> weights =
        [
            layout.Place(Kernel, WeightPacking.WinogradPanels, Part.Taps * Channels, Filters, Product.PanelWidth, (long)WinogradGrid.Products * Channels * Product.GroupWidth) with
            {
                LastWidth = last == Product.PanelWidth ? 0 : last,
                Fold = Fold,
            },
        ];
        PlaceBias(layout, weights, Math.Max(Filters, Product.Block));
        return weights.ToEquatableArray();
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights) =>
        this with { KernelOffset = weights[0].Offset, BiasOffset = HasBias ? weights[1].Offset : 0 };

    public override IEnumerable<string> Describe(ElementType element) =>
    [
        $"{Channels} channels to {Filters} by Winograd's F(2x2, 3x3){DescribeEnd()}",
        Part.ToString(),
        Grid.ToString(),
        .. Product.Describe(element).Skip(1).Select(line => $"{WinogradGrid.Products} products: {line}"),
    ];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Channels < 1 || Filters < 1 || Kernel < 0 || element == ElementType.Half)
        {
            yield return $"convolves {Channels} channels of {element} to {Filters} with weight {Kernel}";
            yield break;
        }

        if (Part.Depth != ConvAxis.One || !IsOfTiles(Part.Row) || !IsOfTiles(Part.Column) || Part.KernelTaps.Count > 0)
        {
            yield return $"has no tiles of windows of 3 by 3: {Part}";
            yield break;
        }

        foreach (string fault in base.Faults(element, facts))
        {
            yield return fault;
        }

        if (!Grid.IsSound || Grid.Rows != WinogradGrid.TilesOf(Part.Row.Outputs) || Grid.Columns != WinogradGrid.TilesOf(Part.Column.Outputs))
        {
            yield return $"covers {Part.Row.Outputs} by {Part.Column.Outputs} outputs with {Grid}";
            yield break;
        }

        var tiles = new ConvAxis(Grid.Group, Grid.Group, 1);
        bool isProduct = Product is { Parts.Count: 1, Groups: 1, HasBias: false, AddsOther: false, Accumulates: false, Activation: null, Columns: null } && Product.Kernel == Kernel;
        if (!isProduct || Product.Channels != Channels || Product.Filters != Filters || Product.Parts[0].Column != tiles || Product.Parts[0].Taps != 1 || Product.OutputLength != Grid.Group * Filters)
        {
            yield return $"multiplies {Grid.Group} tiles of {Channels} channels by {Filters} filters as {string.Join("; ", Product.Describe(element))}";
            yield break;
        }

        foreach (string fault in Product.Faults(element, facts | PlanFacts.TilesChosen))
        {
            yield return $"has products with a fault: {fault}";
        }
    }

    private static bool IsOfTiles(ConvAxis axis) => axis is { Taps: 3, Stride: 1, Dilation: 1, Pitch: 1, Place: 0, IsSound: true } && axis.Outputs >= WinogradGrid.Outputs && axis.Size == axis.Outputs;

    /// <summary>Saturated: models beyond it are refused.</summary>
    private static int Length(int tiles, int lanes) => (int)Math.Min((long)WinogradGrid.Products * tiles * lanes, int.MaxValue);
}
