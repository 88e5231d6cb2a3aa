namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>The catalogue of pooling kernels: the first that applies to a problem runs it.</summary>
internal static class PoolKernels
{
    /// <summary>In the order in which they are tried: a special case stands before the general one.</summary>
    private static readonly Func<PoolProblem, RegisterFile, PoolKernel?>[] Variants =
    [
        MaskedRowsKernel.Choose,
        MaskedScalarKernel.Choose,
        ScalarKernel.Choose,
        RunsKernel.Choose,
        StreamKernel.Choose,
        HalfPairsKernel.Choose,
        RealignedKernel.Choose,
        ShiftedKernel.Choose,
        BandsKernel.Choose,
        RowsKernel.Choose,
    ];

    public static PoolChoice Choose(PoolProblem problem)
    {
        PoolProblem ordered = problem with { Order = PoolOrder.Choose(problem) };
        return new PoolChoice(problem.Element, ordered.Order, PerFile.Choose(file => Choose(ordered, file)));
    }

    private static PoolKernel Choose(PoolProblem problem, RegisterFile file)
    {
        foreach (Func<PoolProblem, RegisterFile, PoolKernel?> choose in Variants)
        {
            if (choose(problem, file) is { } kernel)
            {
                return kernel;
            }
        }

        throw new InvalidOperationException($"No kernel pools {problem}.");
    }
}
