namespace ShapeGen.Generator.Planning.Steps;

/// <summary>The product of two inputs, (rows, length) · (length, columns).</summary>
/// <param name="Rows">Rows of the first input.</param>
/// <param name="Length">Columns of the first input, rows of the second.</param>
/// <param name="Columns">Columns of the second input.</param>
/// <param name="Normalize">Each row and column is divided by its length first; one of zeros stays.</param>
internal sealed record DotStep(int Rows, int Length, int Columns, bool Normalize) : Step
{
    public override int InputLength => Rows * Length;

    public override IReadOnlyList<int> InputLengths => [InputLength, Length * Columns];

    public override int OutputLength => Rows * Columns;

    public override IEnumerable<string> Describe(ElementType element) =>
        [$"({Rows}, {Length}) · ({Length}, {Columns}){(Normalize ? ", rows and columns of length 1" : "")}"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) =>
        Rows > 0 && Length > 0 && Columns > 0 ? [] : [$"multiplies ({Rows}, {Length}) by ({Length}, {Columns})"];
}
