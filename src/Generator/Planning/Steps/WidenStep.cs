namespace ShapeGen.Generator.Planning.Steps;

/// <summary>A copy of halves as floats.</summary>
/// <param name="Length">Elements.</param>
/// <param name="IsScaled">Times 2^112, which takes no finite half to infinity.</param>
internal sealed record WidenStep(int Length, bool IsScaled) : Step
{
    public override int InputLength => Length;

    public override int OutputLength => Length;

    public override IEnumerable<string> Describe(ElementType element) => [$"{Length} halves as floats{(IsScaled ? ", times 2^112" : "")}"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (element != ElementType.Half || Length < 1)
        {
            yield return $"widens {Length} elements of {element}";
        }
    }
}
