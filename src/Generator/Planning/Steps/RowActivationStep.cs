namespace ShapeGen.Generator.Planning.Steps;

/// <summary>A function along rows, such as softmax.</summary>
/// <param name="Function">The method of <c>ShapeGen.CompilerServices.RowActivations</c>.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Length">Elements of a row read.</param>
/// <param name="OutputRowLength">Elements of a row written.</param>
internal sealed record RowActivationStep(string Function, int Rows, int Length, int OutputRowLength) : Step
{
    public override int InputLength => Rows * Length;

    public override int OutputLength => Rows * OutputRowLength;

    public override bool WorksInPlace => Length == OutputRowLength;

    public override IEnumerable<string> Describe(ElementType element) => [$"{Function} along rows: ({Rows}, {Length}) → ({Rows}, {OutputRowLength})"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) =>
        Rows > 0 && Length > 0 && OutputRowLength > 0 ? [] : [$"has {Rows} rows of {Length} elements to {OutputRowLength}"];
}
