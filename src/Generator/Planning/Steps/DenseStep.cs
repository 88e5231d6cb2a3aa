using ShapeGen.Generator.Planning.Kernels.Dense;

namespace ShapeGen.Generator.Planning.Steps;

/// <summary>y = activation(x · kernel + bias) for each row.</summary>
/// <param name="Rows">Rows of x.</param>
/// <param name="Inputs">Columns of x, rows of the kernel matrix.</param>
/// <param name="Units">Columns of the kernel matrix.</param>
/// <param name="Kernel">The index of the kernel matrix among the model's weights.</param>
/// <param name="Bias">The index of the bias, or −1.</param>
internal sealed record DenseStep(int Rows, int Inputs, int Units, int Kernel, int Bias) : ProductStep(Kernel, Bias)
{
    public override int InputLength => Rows * Inputs;

    public override int OutputLength => Rows * Units;

    public override int OutputChannels => Units;

    protected override bool MayFold => Columns is null;

    /// <summary>The order that the kernel's columns are brought into, or null where they stay as they are.</summary>
    public GateColumns? Columns { get; init; }

    /// <summary>The same of the bias.</summary>
    public GateColumns? BiasColumns { get; init; }

    /// <summary>The kernel, once it is chosen.</summary>
    public DenseChoice? Choice { get; init; }

    /// <summary>The input comes times 2^112, the other way than weights are read (<see cref="DenseKernel.ScalesInput"/>).</summary>
    public bool IsInputScaled { get; init; }

    /// <summary>
    /// Inputs that a tile of rows together takes at a time in kernels for halves of blocks. Phases are inputs at a time already; tiles of the last rows and
    /// units are a small part of the products, but as much text.
    /// </summary>
    public int InputsTogether(PanelSet panels, LaneTile tile)
    {
        bool isMost = panels.FirstUnit == 0 && tile.Stride > 0 && tile.Rows > tile.RestRows;
        bool isLarge = (long)Math.Max(Rows, Budget.RowTile) * Inputs * Units >= Budget.LargeProduct;
        return isMost && isLarge && panels.Phases == 1 && Inputs % 2 == 0 ? 2 : 1;
    }

    public override int BatchRows => Choice is { Kernel.TilesRows: true } ? Rows : 0;

    /// <summary>Elements from the start of the packed weights.</summary>
    public int KernelOffset { get; init; }

    public override int WeightsOffset => KernelOffset;

    public override Step ToKernel(ElementType element) => (DenseStep)base.ToKernel(element) with { KernelOffset = 0, Columns = null, BiasColumns = null };

    /// <summary>
    /// In tiles of rows only a function of a few instructions is applied. Around a call of another all sums of the tile go through memory,
    /// block by block: Gelu after 64→256 took five times as long as in a loop of its own.
    /// </summary>
    public override Step? FuseActivation(string function) => Rows == 1 || ElementwiseFunction.IsShort(function) ? base.FuseActivation(function) : null;

    public override Step OverFrames(int frames) => this with { Rows = Rows * frames };

    public override Step ChooseTiles(ElementType element) => this with { Choice = new DenseChoice(element, DenseKernels.Choose(new DenseProblem(Inputs, Units, element))) };

    public override IEnumerable<Step> ReadHalves() => Choice is not { Kernel: { WidensHalves: true } kernel } ? [this] :
    [
        new WidenStep(InputLength, kernel.ScalesInput) { Comment = $"Half to float, for {Comment}" },
        this with { IsInputScaled = kernel.ScalesInput },
    ];

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        DenseProblem problem = ToProblem();
        MatrixPacking matrix = Choice!.Kernel.Pack(problem);
        List<PackedWeight> weights = [layout.Place(Kernel, matrix.Packing, Inputs, Units, matrix.Width, matrix.Length) with { LastWidth = matrix.LastWidth, Fold = Fold, Columns = Columns }];
        PlaceBias(layout, weights, Math.Max(Units, problem.Block), BiasColumns);
        return weights.ToEquatableArray();
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights) =>
        this with { KernelOffset = weights[0].Offset, BiasOffset = HasBias ? weights[1].Offset : 0 };

    public override IEnumerable<string> Describe(ElementType element) =>
    [
        $"({Rows}, {Inputs}) · ({Inputs}, {Units}){DescribeEnd()}",
        .. Choice?.Kernel.Describe(ToProblem()) ?? [],
    ];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Rows < 1 || Inputs < 1 || Units < 1 || Kernel < 0)
        {
            return [$"multiplies ({Rows}, {Inputs}) by ({Inputs}, {Units}) of weight {Kernel}"];
        }

        string[] faults = [.. base.Faults(element, facts)];
        if ((facts & PlanFacts.TilesChosen) == 0 || faults.Length > 0)
        {
            return faults;
        }

        return Choice is null ? ["has no kernel"]
            : Choice.Element != element ? [$"has a kernel of {Choice.Element} for {element}"]
            : Choice.Kernel.Faults(ToProblem());
    }

    /// <summary>The problem that the choice was made for.</summary>
    public DenseProblem ToProblem() => new(Inputs, Units, Choice!.Element);
}
