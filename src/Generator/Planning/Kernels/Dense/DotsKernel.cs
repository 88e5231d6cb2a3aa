namespace ShapeGen.Generator.Planning.Kernels.Dense;

/// <summary>
/// Fewer units than a block and many inputs: a dot product a unit, lane by lane and then across the lanes, four units at once.
/// Wide registers hold the sums of all units to the end, narrow ones those of <see cref="Quad"/> at a time.
/// </summary>
/// <param name="PaddedInputs">Elements from one unit's weights to the next one's: the inputs in whole blocks.</param>
/// <param name="Section">Inputs whose products are added up before the sum of each lane is added to those before, in a long sum; else 0, and all are one sum.</param>
internal sealed record DotsKernel(int PaddedInputs, int Section) : DenseKernel
{
    /// <summary>Units whose lanes are added up together.</summary>
    public const int Quad = 4;

    /// <summary>From this many blocks of inputs on, a dot product a unit reads less memory than padded rows.</summary>
    private const int LeastBlocks = 4;

    public override Tail Tail => Tail.Partial;

    public override bool WidensHalves => false;

    public static DenseKernel? Choose(DenseProblem problem) =>
        problem.Units < problem.Block && problem.Inputs >= LeastBlocks * problem.Block ? new DotsKernel(Pad(problem), ProductSection.Choose(problem, problem.Block)) : null;

    private static int Pad(DenseProblem problem) => (((problem.Inputs - 1) / problem.Block) + 1) * problem.Block;

    /// <summary>The units that narrow registers take at a time: by fours, and what is left of them.</summary>
    public static IReadOnlyList<int> NarrowSizes(DenseProblem problem) =>
        [.. new[] { Math.Min(Quad, problem.Units), problem.Units % Quad }.Where(size => size > 0).Distinct()];

    public override MatrixPacking Pack(DenseProblem problem) => new(WeightPacking.Transposed, (long)problem.Units * PaddedInputs, PaddedInputs);

    public override IEnumerable<string> Describe(DenseProblem problem) =>
        [$"dots of {problem.Units} units, {problem.Inputs} inputs in rows of {PaddedInputs}{(problem.Inputs == PaddedInputs ? "" : Tail.Describe())}{ProductSection.Describe(Section)}, narrow by {string.Join(" and ", NarrowSizes(problem))}"];

    public override IEnumerable<string> Faults(DenseProblem problem)
    {
        // The sums of all units have to fit the lanes of a block.
        if (problem.Units >= problem.Block)
        {
            yield return $"takes dot products of {problem.Units} units in blocks of {problem.Block}";
        }

        if (ProductSection.FindFault(problem, Section, problem.Block) is { } fault)
        {
            yield return fault;
        }

        if (PaddedInputs != Pad(problem) || problem.Inputs < problem.Block)
        {
            yield return $"has rows of {PaddedInputs} for {problem.Inputs} inputs in blocks of {problem.Block}";
        }
    }
}
