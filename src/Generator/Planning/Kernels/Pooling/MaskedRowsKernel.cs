namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>A mean with a mask: rows whose mask is true are added in one sum a lane, the others are not read.</summary>
/// <param name="Tiling">The lanes of a row.</param>
internal sealed record MaskedRowsKernel(LaneTiling Tiling) : PoolKernel
{
    public override PoolWalk Walk => PoolWalk.Positions;

    public override Tail Tail => Tiling.Tail;

    /// <summary>The tiles are those of the kernel without a mask, although there is one phase only.</summary>
    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file)
    {
        if (!problem.IsMasked || problem.IsContiguous || problem.Channels < problem.Block)
        {
            return null;
        }

        int phases = PoolOrder.ChooseRowPhases(problem.Positions, problem.Channels, problem.Block);
        return new MaskedRowsKernel(LaneTiling.Choose(problem.Channels, problem.Block, phases, file));
    }

    public override IEnumerable<string> Describe(PoolProblem problem) => [$"masked rows, {Tiling.Describe()}{Tail.Describe()}"];

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file) =>
    [
        .. problem.IsContiguous ? ["masks runs as rows"] : Tiling.Faults(problem.Channels, problem.Block, 1, file),
        .. MaskedScalarKernel.MaskFaults(problem),
    ];
}
