namespace ShapeGen.Generator.Planning.Kernels.Dense;

/// <summary>
/// Inputs whose products are added up before that sum is added to those before, because the error of a sum grows with the number of its terms; 0 where
/// all are one sum.
/// </summary>
internal static class ProductSection
{
    /// <summary>The section of sums that go on in so many registers. Halves round more than a sum of floats does, and have no place for sums.</summary>
    public static int Choose(DenseProblem problem, int sums) =>
        problem.Element != ElementType.Half && problem.Inputs > Budget.LongestChain * sums ? Budget.SectionChain * sums : 0;

    public static string Describe(int section) => section > 0 ? $", sections of {section} inputs" : "";

    /// <summary>What is wrong with a section, or null.</summary>
    public static string? FindFault(DenseProblem problem, int section, int sums) =>
        section == 0 || (section > 0 && section % sums == 0 && section < problem.Inputs && problem.Element != ElementType.Half)
            ? null
            : $"has sections of {section} inputs for sums over {problem.Inputs} of {problem.Element}, {sums} at a time";
}
