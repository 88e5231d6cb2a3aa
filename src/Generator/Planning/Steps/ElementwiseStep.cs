namespace ShapeGen.Generator.Planning.Steps;

/// <summary>An element-wise function.</summary>
/// <param name="Function">The method of <c>ShapeGen.CompilerServices.Activations</c>.</param>
/// <param name="Length">Elements.</param>
internal sealed record ElementwiseStep(string Function, int Length) : Step
{
    public override int InputLength => Length;

    public override int OutputLength => Length;

    public override bool WorksInPlace => true;

    public override Step OverFrames(int frames) => this with { Length = Length * frames };

    public override IEnumerable<string> Describe(ElementType element) => [$"{Function} of each element"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) => Length > 0 ? [] : [$"has {Length} elements"];
}
