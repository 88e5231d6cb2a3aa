namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Rows of a table, one for each index: y[i] = table[x[i]].</summary>
/// <param name="Count">Indices.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Width">Elements of a row.</param>
/// <param name="Table">The index of the table among the model's weights.</param>
internal sealed record GatherStep(int Count, int Rows, int Width, int Table) : Step
{
    public override int InputLength => Count;

    public override int OutputLength => Count * Width;

    /// <summary>Elements from the start of the packed weights.</summary>
    public int TableOffset { get; init; }

    public override int WeightsOffset => TableOffset;

    public override bool ReadsIndices(int input) => true;

    public override Step ToKernel(ElementType element) => (GatherStep)base.ToKernel(element) with { Table = 0, TableOffset = 0 };

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout) =>
        new([layout.Place(Table, WeightPacking.AsIs, Rows, Width, Width, (long)Rows * Width)]);

    public override Step WithWeights(EquatableArray<PackedWeight> weights) => this with { TableOffset = weights[0].Offset };

    public override IEnumerable<string> Describe(ElementType element) => [$"{Count} rows of a table ({Rows}, {Width})"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) =>
        Count > 0 && Rows > 0 && Width > 0 && Table >= 0 ? [] : [$"takes {Count} rows of a table ({Rows}, {Width}), weight {Table}"];
}
