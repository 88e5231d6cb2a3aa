namespace ShapeGen.Generator.Planning.Kernels.Dense;

/// <summary>
/// Units are lanes: each input's weights for the units of a panel are a row of whole blocks, and a panel is one sequential
/// stream. Units after the last full panel, at least a block of them, have a panel of their own.
/// </summary>
/// <param name="Panels">Panels that are full.</param>
/// <param name="Rest">The panel of the units after them, or null where there are none.</param>
internal sealed record PanelsKernel(PanelSet Panels, PanelSet? Rest) : DenseKernel
{
    /// <summary>The widest row of outputs that is kept in one panel, in blocks; wider matrices stream panel by panel.</summary>
    public const int MostBlocks = 8;

    /// <summary>The same where the weights outgrow the first-level cache: a tile of any registers takes a whole row of the panel, so that they are read as one stream.</summary>
    public const int MostStreamedBlocks = Budget.NarrowAccumulators;

    /// <summary>The same beyond the near caches, see <see cref="CountStreamedBlocks"/>.</summary>
    private const int FarBlocks = 3;

    public override Tail Tail => Rest is null ? Panels.Tiling.Wide.Tail : Tail.NarrowerPanel;

    public override bool TilesRows => Panels.RowTiling is not null;

    public IEnumerable<PanelSet> Sets => Rest is null ? [Panels] : [Panels, Rest];

    public static DenseKernel? Choose(DenseProblem problem)
    {
        if (problem.Units < problem.Block)
        {
            return null;
        }

        bool isStreamed = problem.WeightBytes > Budget.NearestBytes && problem.Units > (MostBlocks - 1) * problem.Block;
        int width = Math.Min(problem.Units, (isStreamed || IsFar(problem) ? CountStreamedBlocks(problem) : MostBlocks) * problem.Block);
        int left = problem.Units % width;
        PanelSet panels = Create(problem, 0, problem.Units - left, width, 0);
        if (left == 0)
        {
            return new PanelsKernel(panels, null);
        }

        int last = Math.Max(left, problem.Block);
        return new PanelsKernel(panels, Create(problem, problem.Units - last, last, last, panels.Count * problem.Inputs * width));
    }

    private static PanelSet Create(DenseProblem problem, int firstUnit, int units, int width, int matrixOffset)
    {
        int block = problem.Block;
        bool isPart = width < problem.Units;
        bool isStreamed = ((width - 1) / block) + 1 >= MostStreamedBlocks ? isPart || IsFar(problem) : isPart && IsFar(problem);
        int phases = PanelSet.ChoosePhases(problem, width, isStreamed);
        return new PanelSet(
            firstUnit,
            units,
            width,
            width,
            matrixOffset,
            phases,
            PerFile.Choose(file => LaneTiling.Choose(width, block, phases, file)),
            problem.CanTileRows ? PerFile.Choose(file => LaneTiling.ChooseForRows(width, block, phases, file)) : null)
        {
            Section = ProductSection.Choose(problem, phases),
            PrefetchedRows = IsFar(problem) ? Budget.PrefetchedRows : 0,
            PrefetchedRowsAlone = problem.WeightBytes > Budget.FarBytes ? Budget.PrefetchedRowsAlone : 0,
        };
    }

    /// <summary>Whether the weights outgrow a core's own caches, so that reading them takes longer than computing with them.</summary>
    private static bool IsFar(DenseProblem problem) => problem.WeightBytes > Budget.NearBytes;

    /// <summary>
    /// Blocks of a panel that is read as one stream. Beyond the near caches they are three where that leaves no narrower
    /// panel: eight rows by three blocks are 24 sums for eleven loads, where by two they are 16 for ten.
    /// </summary>
    private static int CountStreamedBlocks(DenseProblem problem) =>
        IsFar(problem) && (((problem.Units - 1) / problem.Block) + 1) % FarBlocks == 0 ? FarBlocks : MostStreamedBlocks;

    /// <summary>A single panel is the matrix as Keras has it.</summary>
    public override MatrixPacking Pack(DenseProblem problem) => problem.Units == Panels.Width
        ? new(WeightPacking.AsIs, (long)problem.Inputs * problem.Units, problem.Units)
        : new(WeightPacking.Panels, Sets.Sum(set => set.Length(problem.Inputs)), Panels.Width, Rest?.Width ?? 0);

    public override IEnumerable<string> Describe(DenseProblem problem)
    {
        foreach (string line in Panels.Width > 0 ? Panels.Describe("panels") : [])
        {
            yield return line;
        }

        foreach (string line in Rest is { Width: > 0 } ? Rest.Describe("a panel") : [])
        {
            yield return $"and from unit {Rest!.FirstUnit} on: {line}";
        }
    }

    public override IEnumerable<string> Faults(DenseProblem problem)
    {
        bool isWhole = Panels.Width > 0 && Panels.FirstUnit == 0 && Panels.Units % Panels.Width == 0 && Panels.Pitch == Panels.Width;
        if (!isWhole || Panels.MatrixOffset != 0 || (Rest?.FirstUnit + Rest?.Units ?? Panels.Units) != problem.Units)
        {
            return [$"has panels of {Panels.Width} units for {Panels.Units}, and {Rest?.Units ?? 0} of {problem.Units} in a last one"];
        }

        return Panels.Faults(problem, problem.Block, 1).Concat(Rest is null ? [] : RestFaults(problem, Rest));
    }

    /// <summary>One panel, packed after the others, that starts no later than they end.</summary>
    private IEnumerable<string> RestFaults(DenseProblem problem, PanelSet rest)
    {
        bool fits = rest.Width == rest.Units && rest.Pitch == rest.Width && rest.FirstUnit <= Panels.Units && rest.FirstUnit >= 0
            && rest.MatrixOffset == Panels.Length(problem.Inputs) && rest.RowTiling is null == Panels.RowTiling is null;
        IEnumerable<string> faults = fits ? rest.Faults(problem, problem.Block, 1) : [$"has {rest.Units} units in panels of {rest.Width} at {rest.MatrixOffset}"];
        return faults.Select(fault => $"from unit {rest.FirstUnit} on: {fault}");
    }
}
