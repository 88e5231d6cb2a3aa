namespace ShapeGen.Generator.Planning.Kernels.Dense;

/// <summary>The catalogue of kernels of a matrix product: the first that applies to a problem runs it.</summary>
internal static class DenseKernels
{
    /// <summary>In the order in which they are tried: a special case stands before the general one.</summary>
    private static readonly Func<DenseProblem, DenseKernel?>[] Variants =
    [
        DotsKernel.Choose,
        PaddedRowsKernel.Choose,
        HalfPairsKernel.Choose,
        PanelsKernel.Choose,
    ];

    public static DenseKernel Choose(DenseProblem problem)
    {
        foreach (Func<DenseProblem, DenseKernel?> choose in Variants)
        {
            if (choose(problem) is { } kernel)
            {
                return kernel;
            }
        }

        throw new InvalidOperationException($"No kernel multiplies {problem}.");
    }
}
