namespace ShapeGen.Generator.Planning.Steps;

/// <summary>An element-wise function with numbers of its own.</summary>
/// <param name="Function">The method of <c>ShapeGen.CompilerServices.Activations</c>.</param>
/// <param name="Constants">What it takes after the block.</param>
/// <param name="Length">Elements.</param>
internal sealed record ParametricStep(string Function, EquatableArray<double> Constants, int Length) : Step
{
    public override int InputLength => Length;

    public override int OutputLength => Length;

    public override bool WorksInPlace => true;

    public override IEnumerable<string> Describe(ElementType element) => [$"{Function} with {string.Join(", ", Constants.Select(c => InvariantText.Of(c)))} of each element"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) =>
        Length > 0 && Constants.Count > 0 ? [] : [$"has {Length} elements and {Constants.Count} numbers"];
}
