namespace ShapeGen.Generator.Planning.Kernels.Dense;

/// <summary>
/// Panels of halves that lie two by two. Shift and mask make floats of them in a scale of 2^-112, so x comes or is taken
/// times 2^112. Where that cannot be, because a weight is not finite or x is too large, an exact kernel runs.
/// </summary>
/// <param name="Panels">Panels of one width, whose rows are whole pairs of blocks.</param>
/// <param name="Exact">The lanes of a panel in tiles of the exact kernel.</param>
internal sealed record HalfPairsKernel(PanelSet Panels, PerFile<LaneTiling> Exact) : DenseKernel
{
    /// <summary>What the panels are packed with besides: whether all weights are finite.</summary>
    private const int FiniteMark = 1;

    public override Tail Tail => Panels.Units % Panels.Width == 0 ? Panels.Tiling.Wide.Tail : Tail.Overlap;

    public override bool TilesRows => Panels.RowTiling is not null;

    public override bool ScalesInput => true;

    public static DenseKernel? Choose(DenseProblem problem)
    {
        if (!CanPair(problem))
        {
            return null;
        }

        int pair = 2 * problem.Block;
        int width = Math.Min(problem.Units, PanelsKernel.MostBlocks * problem.Block);
        bool isStreamed = ((width - 1) / problem.Block) + 1 >= PanelsKernel.MostStreamedBlocks && width < problem.Units;
        int phases = PanelSet.ChoosePhases(problem, width, isStreamed);
        var panels = new PanelSet(
            0,
            problem.Units,
            width,
            (width + pair - 1) / pair * pair,
            0,
            phases,
            PerFile.Choose(file => LaneTiling.Choose(width, pair, 2 * phases, file)),
            problem.CanTileRows ? PerFile.Choose(file => LaneTiling.ChooseForRowsOfPairs(width, pair, phases, file)) : null);
        var single = new LaneTiling(width, pair, 1);
        return new HalfPairsKernel(panels, new PerFile<LaneTiling>(single, single));
    }

    private static bool CanPair(DenseProblem problem) => problem.Element == ElementType.Half && problem.Units >= 2 * problem.Block;

    /// <summary>Elements of the panels.</summary>
    public int MatrixLength(DenseProblem problem) => (int)Panels.Length(problem.Inputs);

    public override MatrixPacking Pack(DenseProblem problem) => new(WeightPacking.HalfPairs, Panels.Length(problem.Inputs) + FiniteMark, Panels.Width);

    public override IEnumerable<string> Describe(DenseProblem problem) => Panels.Width < 1 ? [] :
    [
        .. Panels.Describe("half pairs, panels"),
        $"exact: {LaneTiling.Describe(Exact)}",
    ];

    public override IEnumerable<string> Faults(DenseProblem problem)
    {
        if (!CanPair(problem))
        {
            return [$"pairs {problem.Units} units of {problem.Element}"];
        }

        int pair = 2 * problem.Block;
        if (Panels.Width < 1 || Panels.FirstUnit != 0 || Panels.Units != problem.Units || Panels.MatrixOffset != 0 || Panels.Pitch != (Panels.Width + pair - 1) / pair * pair)
        {
            return [$"has panels of {Panels.Width} units in rows of {Panels.Pitch}, for {problem.Units} units"];
        }

        return Panels.Faults(problem, pair, 2).Concat(LaneTiling.Faults(Exact, Panels.Width, pair, 2 * Panels.Phases).Select(fault => $"exact: {fault}"));
    }
}
