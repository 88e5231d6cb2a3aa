namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Keeps the last rows that it has seen, the newest at the end, and gives all of them; before the first they are zeros.</summary>
/// <param name="Rows">Rows that are kept.</param>
/// <param name="Length">Elements of a row.</param>
internal sealed record HistoryStep(int Rows, int Length) : Step
{
    public override int InputLength => Length;

    public override int OutputLength => Rows * Length;

    public override IReadOnlyList<int> WorkspaceLengths => [Rows * Length];

    public override int KeptWorkspaces => 1;

    public override IEnumerable<string> Describe(ElementType element) => [$"the last {Rows} rows of {Length} elements"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) => Rows > 0 && Length > 0 ? [] : [$"keeps {Rows} rows of {Length} elements"];
}
