namespace ShapeGen.Generator.Planning.Kernels.Dense;

/// <summary>Fewer units than a block and few inputs: one panel, whose rows are padded to a block.</summary>
/// <param name="Panel">The panel; its lanes are a block, of which the units are stored.</param>
internal sealed record PaddedRowsKernel(PanelSet Panel) : DenseKernel
{
    public override Tail Tail => Tail.Partial;

    public static DenseKernel? Choose(DenseProblem problem)
    {
        int block = problem.Block;
        if (problem.Units >= block)
        {
            return null;
        }

        int phases = PanelSet.ChoosePhases(problem, block, isStreamed: false);
        return new PaddedRowsKernel(new PanelSet(0, block, block, block, 0, phases, PerFile.Choose(file => LaneTiling.Choose(block, block, phases, file)), null));
    }

    public override MatrixPacking Pack(DenseProblem problem) => new(WeightPacking.PaddedRows, Panel.Length(problem.Inputs), Panel.Width);

    public override IEnumerable<string> Describe(DenseProblem problem) => Panel.Width < 1 ? [] : Panel.Describe($"rows padded from {problem.Units}{Tail.Describe()}");

    public override IEnumerable<string> Faults(DenseProblem problem) => problem.Units >= problem.Block || Panel.Units != problem.Block || Panel.Width != problem.Block || Panel.Pitch != problem.Block || Panel.FirstUnit != 0 || Panel.MatrixOffset != 0 || Panel.RowTiling is not null
        ? [$"pads {problem.Units} units to {Panel.Width} in blocks of {problem.Block}"]
        : Panel.Faults(problem, problem.Block, 1);
}
