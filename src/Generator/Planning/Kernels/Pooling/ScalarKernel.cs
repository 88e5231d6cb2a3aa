namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>Tiny tensors, one expression a channel: fewer values than a block has lanes, or a value that is passed on.</summary>
internal sealed record ScalarKernel : PoolKernel
{
    public override PoolWalk Walk => PoolWalk.Tree;

    public override Tail Tail => Tail.Scalar;

    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file) =>
        problem.Order.Walk == PoolWalk.Tree ? new ScalarKernel() : null;

    public override IEnumerable<string> Describe(PoolProblem problem) => ["scalar, an expression a channel"];

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file) => [];
}

/// <summary>A mean with a mask where channels are no lanes: position by position, without vectors.</summary>
internal sealed record MaskedScalarKernel : PoolKernel
{
    public override PoolWalk Walk => PoolWalk.Positions;

    public override Tail Tail => Tail.Scalar;

    public static PoolKernel? Choose(PoolProblem problem, RegisterFile file) => problem.IsMasked ? new MaskedScalarKernel() : null;

    public override IEnumerable<string> Describe(PoolProblem problem) => ["scalar, a loop a channel"];

    public override IEnumerable<string> Faults(PoolProblem problem, RegisterFile file) => MaskFaults(problem);

    /// <summary>A maximum has no mask, and sections no positions of their own in it.</summary>
    public static IEnumerable<string> MaskFaults(PoolProblem problem) => problem.Reduction == Reduction.Mean && problem.Sections == 1
        ? []
        : [$"masks a {(problem.Reduction == Reduction.Mean ? "mean" : "maximum")} of {problem.Sections} sections"];
}
