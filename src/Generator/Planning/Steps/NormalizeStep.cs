namespace ShapeGen.Generator.Planning.Steps;

/// <summary>What rows are normalised by.</summary>
internal enum RowStatistic
{
    /// <summary>The mean is taken away, the rest divided by √(variance + epsilon).</summary>
    Deviation,

    /// <summary>√(mean of squares + epsilon).</summary>
    RootMeanSquare,

    /// <summary>√(sum of squares), the sum not below epsilon.</summary>
    Norm,
}

/// <summary>Normalises each row, and then scales and shifts its elements where there are weights for that.</summary>
/// <param name="Statistic">What by.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Length">Elements of a row, and of the weights.</param>
/// <param name="Epsilon">Keeps the divisor from zero.</param>
internal sealed record NormalizeStep(RowStatistic Statistic, int Rows, int Length, double Epsilon) : Step
{
    /// <summary>Blocks that are summed side by side.</summary>
    public const int Phases = 4;

    /// <summary>Blocks of a row up to which its sums are written out; calls for longer ones take no share of their time.</summary>
    private const int MostShortBlocks = 16;

    public override int InputLength => Rows * Length;

    public override int OutputLength => Rows * Length;

    public override bool WorksInPlace => true;

    /// <summary>The index of the weight that multiplies, or −1.</summary>
    public int Scale { get; init; } = -1;

    /// <summary>The index of the weight that is added, or −1.</summary>
    public int Shift { get; init; } = -1;

    /// <summary>Elements from the start of the packed weights.</summary>
    public int ScaleOffset { get; init; }

    /// <summary>Elements from the start of the packed weights.</summary>
    public int ShiftOffset { get; init; }

    /// <summary>The statistics of a row are computed where they are used: rows follow each other without waiting for one another's sums.</summary>
    public bool IsShort(int block) => Length <= MostShortBlocks * block;

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout) =>
        new[] { Scale, Shift }.Where(w => w >= 0).Select(w => layout.Place(w, WeightPacking.AsIs, 1, Length, Length, Length)).ToEquatableArray();

    public override Step WithWeights(EquatableArray<PackedWeight> weights) => this with
    {
        ScaleOffset = Scale < 0 ? 0 : weights[0].Offset,
        ShiftOffset = Shift < 0 ? 0 : weights[weights.Count - 1].Offset,
    };

    public override IEnumerable<string> Describe(ElementType element)
    {
        string weights = $"{(Scale < 0 ? "" : ", scaled")}{(Shift < 0 ? "" : ", shifted")}";
        yield return $"{Statistic} with {InvariantText.Of(Epsilon)} along rows: ({Rows}, {Length}){weights}";
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Rows < 1 || Length < 1 || !(Epsilon >= 0))
        {
            yield return $"normalises {Rows} rows of {Length} elements with {InvariantText.Of(Epsilon)}";
        }
    }
}
