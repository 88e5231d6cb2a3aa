namespace ShapeGen.Generator.Planning.Steps;

/// <summary>What is done to an element with the numbers of its channel.</summary>
internal enum ChannelFunction
{
    /// <summary>(x − center) · scale + shift.</summary>
    Affine,

    /// <summary>x, or slope · x below zero.</summary>
    Rectify,
}

/// <summary>What a number of a channel is for.</summary>
internal enum ChannelRole
{
    Center,
    Scale,
    Shift,
    Slope,
}

/// <summary>A number for each channel, or one for all.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Weight">The index of the weight that holds it, or −1.</param>
/// <param name="Constants">The numbers themselves, one or one a channel, where no weight holds them.</param>
internal sealed record ChannelOperand(ChannelRole Role, int Weight, EquatableArray<double> Constants)
{
    /// <summary>Elements from the start of the packed weights.</summary>
    public int Offset { get; init; }

    /// <summary>The number is the same for all channels.</summary>
    public bool IsUniform => Constants.Count == 1;

    public static ChannelOperand OfWeight(ChannelRole role, int weight) => new(role, weight, default);

    public static ChannelOperand OfConstants(ChannelRole role, EquatableArray<double> constants) => new(role, -1, constants);
}

/// <summary>A function of each element of (outer, channels, inner) and of its channel's numbers.</summary>
internal sealed record PerChannelStep(ChannelFunction Function, int Outer, int Channels, int Inner) : Step
{
    /// <summary>Up to so many blocks of channels are repeated until they fill whole blocks; of more, a partial block at the end costs little.</summary>
    private const int RepeatedBlocks = 4;

    public override int InputLength => Outer * Channels * Inner;

    public override int OutputLength => InputLength;

    public override bool WorksInPlace => true;

    /// <summary>The numbers, in the order in which the function takes them.</summary>
    public EquatableArray<ChannelOperand> Operands { get; init; }

    /// <summary>What the scale and the shift are computed of when weights are packed, or null; there are no operands then.</summary>
    public ChannelStatistics? Statistics { get; init; }

    /// <summary>Elements from the start of the packed weights to the scales of <see cref="Statistics"/>.</summary>
    public int StatisticsOffset { get; init; }

    /// <summary>How often the channels' numbers stand one after the other.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Elements of the storage type that a number of the compute type takes: two halves are a float.</summary>
    public int NumberSize { get; init; } = 1;

    /// <summary>All channels have the same numbers.</summary>
    public bool IsUniform => Statistics is null && Operands.All(o => o.IsUniform);

    /// <summary>Elements that have numbers side by side.</summary>
    public int Row => Channels * Repeats;

    public override Step ChooseTiles(ElementType element) => this with
    {
        Repeats = ChooseRepeats(element.BlockLanes()),
        NumberSize = element == ElementType.Half ? 2 : 1,
    };

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        if (Statistics is not null)
        {
            PackedWeight both = layout.Place(Statistics.Mean, WeightPacking.ScaleAndShift, 1, Channels, Channels, 2L * Row * NumberSize);
            return new EquatableArray<PackedWeight>([both with { Statistics = Statistics }]);
        }

        WeightPacking packing = Repeats == 1 ? WeightPacking.AsIs : WeightPacking.Repeated;
        return Operands.Where(o => o.Weight >= 0).Select(o => layout.Place(o.Weight, packing, 1, Channels, Channels, Row)).ToEquatableArray();
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights)
    {
        if (Statistics is not null)
        {
            return this with { StatisticsOffset = weights[0].Offset };
        }

        int next = 0;
        return this with { Operands = Operands.Select(o => o.Weight < 0 ? o : o with { Offset = weights[next++].Offset }).ToEquatableArray() };
    }

    public override IEnumerable<string> Describe(ElementType element)
    {
        string operands = Statistics is null
            ? string.Join(", ", Operands.Select(o => $"{o.Role} {(o.Weight >= 0 ? "of weights" : o.IsUniform ? InvariantText.Of(o.Constants[0]) : "of constants")}"))
            : $"scale and shift of {Statistics}";
        yield return $"{Function} by channel, ({Outer}, {Channels}, {Inner}): {operands}";
        if (Repeats > 1)
        {
            yield return $"numbers repeated {Repeats} times";
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Outer < 1 || Channels < 1 || Inner < 1)
        {
            yield return $"works on ({Outer}, {Channels}, {Inner}) elements";
            yield break;
        }

        bool areOperandsSound = Operands.All(o => o.Weight >= 0 ? o.Constants.Count == 0 : o.IsUniform || o.Constants.Count == Channels);
        bool isSlope = Operands.Count == 1 && Operands[0].Role == ChannelRole.Slope;
        bool isAffine = Operands.All(o => o.Role != ChannelRole.Slope) && Operands.Select(o => o.Role).Distinct().Count() == Operands.Count && Operands.Count > 0;
        bool fitsFunction = Statistics is not null ? Function == ChannelFunction.Affine && Operands.Count == 0 : Function == ChannelFunction.Rectify ? isSlope : isAffine;
        if (!areOperandsSound || !fitsFunction)
        {
            yield return $"has {Operands.Count} operands that do not fit {Function} of {Channels} channels";
        }

        if ((facts & PlanFacts.TilesChosen) != 0 && (Repeats != ChooseRepeats(element.BlockLanes()) || NumberSize != (element == ElementType.Half ? 2 : 1)))
        {
            yield return $"has the numbers of {Channels} channels {Repeats} times, {NumberSize} elements each";
        }
    }

    private int ChooseRepeats(int block) =>
        Inner > 1 || IsUniform || Channels > RepeatedBlocks * block ? 1 : Math.Min(Outer, block / GreatestCommonDivisor(block, Channels));

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
