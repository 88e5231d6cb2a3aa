using ShapeGen.Generator.Planning.Kernels;

namespace ShapeGen.Generator.Planning.Steps;

/// <summary>How a query and a key are scored.</summary>
internal enum AttentionScore
{
    /// <summary>Scale · Σ q · k.</summary>
    Product,

    /// <summary>Weight · Σ tanh(scale · (q + k)).</summary>
    Tanh,

    /// <summary>Σ weight · tanh(q + k), with a weight for each feature.</summary>
    WeightedTanh,
}

/// <summary>
/// y = softmax(score(q, k)) · v for each head, a tile of queries at a time: their scores lie in a few rows of scratch, never all of them.
/// Inputs are q (outer, queries, heads, key width), k (outer, keys, heads, key width), v (outer, keys, heads, value width), and perhaps the
/// integers that say which queries and which keys count.
/// </summary>
internal sealed record AttentionStep(int Outer, int Queries, int Keys, int Heads, int KeyWidth, int ValueWidth) : Step
{
    private const double Log2OfE = 1.4426950408889634;

    /// <summary>Lanes of one block, which rows of scores and padded values are whole numbers of.</summary>
    public int Block { get; init; }

    public AttentionScore Score { get; init; }

    /// <summary>What scores are multiplied by where no weight holds it.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The weight that holds the scale, or −1.</summary>
    public int ScaleWeight { get; init; } = -1;

    /// <summary>The weight of the sums of <see cref="AttentionScore.Tanh"/>, or those of the features; −1 where there is none.</summary>
    public int SumWeight { get; init; } = -1;

    /// <summary>A query meets only the keys up to its own place.</summary>
    public bool IsCausal { get; init; }

    /// <summary>Integers say which queries count.</summary>
    public bool HasQueryMask { get; init; }

    /// <summary>Integers say which keys count.</summary>
    public bool HasKeyMask { get; init; }

    /// <summary>A query that does not count gives 0; else the mean of all values.</summary>
    public bool ClearsQueries { get; init; }

    public int ScaleOffset { get; init; }

    public int SumOffset { get; init; }

    /// <summary>Keys as lanes of the scores.</summary>
    public PerFile<LaneTiling>? ScoreTiling { get; init; }

    /// <summary>Features of a value as lanes of the result.</summary>
    public PerFile<LaneTiling>? ValueTiling { get; init; }

    public override int InputLength => Outer * Queries * Heads * KeyWidth;

    public override int OutputLength => Outer * Queries * Heads * ValueWidth;

    public override IReadOnlyList<int> InputLengths =>
    [
        InputLength,
        Outer * Keys * Heads * KeyWidth,
        Outer * Keys * Heads * ValueWidth,
        .. HasQueryMask ? [Queries] : (int[])[],
        .. HasKeyMask ? [Keys] : (int[])[],
    ];

    public override bool ReadsIndices(int input) => input > 2;

    /// <summary>Elements from one row of scores to the next.</summary>
    public int ScorePitch => Pad(Keys);

    /// <summary>Values shorter than a block are copied to blocks of their own.</summary>
    public bool PadsValues => ValueWidth < Block;

    /// <summary>Elements from one value to the next.</summary>
    public int ValuePitch => PadsValues ? Block : Heads * ValueWidth;

    /// <summary>The integers of the keys among the inputs.</summary>
    public int KeyMask => HasQueryMask ? 4 : 3;

    /// <summary>Queries together at most: of values that are one block, as many as make a tile of enough sums, where their scores stay near.</summary>
    public int Rows => Math.Min(Queries, ValueWidth <= Block && 2 * Budget.RowTile * ScorePitch <= Budget.NearestBytes / sizeof(float) ? 2 * Budget.RowTile : Budget.RowTile);

    /// <summary>What a score is multiplied by to be an exponent of two.</summary>
    public double PowerFactor => (ScaleWeight < 0 ? Scale : 1) * Log2OfE;

    /// <summary>
    /// The keys of a head turned, the scores, what the step needs of padded values, what each row is multiplied by after its product with the
    /// values and a block of each, and the keys' bias.
    /// </summary>
    public override IReadOnlyList<int> WorkspaceLengths =>
    [
        KeyWidth * ScorePitch,
        Rows * ScorePitch,
        .. PadsValues ? [Keys * Block] : (int[])[],
        Pad(Rows) + (Rows * Block),
        .. HasKeyMask ? [ScorePitch] : (int[])[],
    ];

    /// <summary>Queries whose scores are in scratch together: those of the higher of both tiles.</summary>
    public int RowsTogether(RegisterFile file) => Math.Max(ScoreTiling![file].Rows, ValueTiling![file].Rows);

    public override int WeightsOffset => ScaleWeight >= 0 ? ScaleOffset : SumWeight >= 0 ? SumOffset : 0;

    public override Step ToKernel(ElementType element) => (AttentionStep)base.ToKernel(element) with
    {
        ScaleWeight = ScaleWeight < 0 ? -1 : 0,
        SumWeight = SumWeight < 0 ? -1 : 1,
        ScaleOffset = 0,
        SumOffset = SumWeight < 0 ? 0 : SumOffset - WeightsOffset,
    };

    public override Step ChooseTiles(ElementType element)
    {
        int block = element.BlockLanes();
        return this with
        {
            ScoreTiling = PerFile.Choose(file => Tile(ScorePitch, block, file)),
            ValueTiling = PerFile.Choose(file => Tile(PadsValues ? Block : ValueWidth, block, file)),
        };
    }

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        int sums = Score == AttentionScore.WeightedTanh ? KeyWidth : 1;
        return new([
            .. ScaleWeight < 0 ? [] : new[] { layout.Place(ScaleWeight, WeightPacking.AsIs, 1, 1, 1, 1) },
            .. SumWeight < 0 ? [] : new[] { layout.Place(SumWeight, WeightPacking.AsIs, 1, sums, sums, sums) },
        ]);
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights) => this with
    {
        ScaleOffset = ScaleWeight < 0 ? 0 : weights[0].Offset,
        SumOffset = SumWeight < 0 ? 0 : weights[weights.Count - 1].Offset,
    };

    public override IEnumerable<string> Describe(ElementType element)
    {
        string outer = Outer == 1 ? "" : $"{Outer} times ";
        string masks = $"{(IsCausal ? ", causal" : "")}{(HasQueryMask ? ", queries whose index is not 0" : "")}{(HasKeyMask ? ", keys whose index is not 0" : "")}";
        yield return $"{outer}{Queries} queries of {KeyWidth} over {Keys} keys, values of {ValueWidth}, {Heads} heads, {Score}{masks}";
        if (ScoreTiling is not null && ValueTiling is not null)
        {
            yield return $"scores: {LaneTiling.Describe(ScoreTiling)}";
            yield return $"values: {LaneTiling.Describe(ValueTiling)}{(PadsValues ? ", copied to blocks" : "")}";
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Outer < 1 || Queries < 1 || Keys < 1 || Heads < 1 || KeyWidth < 1 || ValueWidth < 1)
        {
            yield return $"attends {Outer} times with {Queries} queries of {KeyWidth} to {Keys} keys and values of {ValueWidth} in {Heads} heads";
            yield break;
        }

        if ((HasQueryMask || HasKeyMask) && Outer > 1)
        {
            yield return $"has one mask for {Outer} times";
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        foreach (RegisterFile file in RegisterFiles.All)
        {
            foreach ((LaneTiling? tiling, int lanes) in new[] { (ScoreTiling?[file], ScorePitch), (ValueTiling?[file], PadsValues ? Block : ValueWidth) })
            {
                string? fault = tiling is null ? "has no tiles"
                    : !tiling.IsSound || tiling.Lanes != lanes || tiling.Block != element.BlockLanes() || tiling.Rows > Rows ? $"has {lanes} lanes, but {tiling.Describe()}"
                    : LaneTiling.FindGap(tiling.Tiles, lanes, tiling.Block);
                if (fault is not null)
                {
                    yield return $"{file.Describe()}: {fault}";
                }
            }
        }
    }

    private int Pad(int count) => (count + Block - 1) / Block * Block;

    /// <summary>
    /// The tiles of a matrix product of several rows; the last rows overlap, so their number need not divide anything. Where there is but
    /// one block of lanes, 32 registers hold the sums of twice as many rows.
    /// </summary>
    private LaneTiling Tile(int lanes, int block, RegisterFile file)
    {
        LaneTiling tiling = LaneTiling.ChooseForRows(lanes, block, 1, file);
        int rows = file == RegisterFile.Wide && tiling.HasOneTile && tiling.Height == 1 ? Rows : tiling.Rows;
        return tiling with { Rows = Math.Min(rows, Rows), RestRows = 0 };
    }
}
