namespace ShapeGen.Generator.Planning.Steps;

/// <summary>A copy of a value, converted where the element types differ: an output that is also an input or another output needs memory of its own.</summary>
/// <param name="Length">Elements.</param>
internal sealed record DuplicateStep(int Length) : Step
{
    public override int InputLength => Length;

    public override int OutputLength => Length;

    public override IEnumerable<string> Describe(ElementType element) => [$"{Length} elements as they are"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) => Length > 0 ? [] : [$"copies {Length} elements"];
}
