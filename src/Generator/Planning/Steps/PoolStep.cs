using ShapeGen.Generator.Planning.Kernels.Pooling;

namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Reduces all positions of each channel to one value, perhaps section by section.</summary>
/// <param name="Reduction">Mean or maximum.</param>
/// <param name="Positions">Spatial positions of a section.</param>
/// <param name="Channels">Channels.</param>
/// <param name="ChannelsFirst">(channels, positions) in memory, else (positions, channels).</param>
internal sealed record PoolStep(Reduction Reduction, int Positions, int Channels, bool ChannelsFirst) : Step
{
    public override int InputLength => Sections * Positions * Channels;

    public override int OutputLength => Sections * Channels;

    public override IReadOnlyList<int> InputLengths => HasIndices ? [InputLength, Positions] : [InputLength];

    public override bool ReadsIndices(int input) => input == 1;

    /// <summary>Parts of the positions, each with values of its own; where channels come first, sections are channels.</summary>
    public int Sections { get; init; } = 1;

    /// <summary>What a mean divides its sum by: 1 for a partial sum.</summary>
    public int Divisor { get; init; } = Positions;

    /// <summary>Positions of a sample, of which a section is a part.</summary>
    public int AllPositions { get; init; } = Positions;

    /// <summary>Reads the sums of sections, in which positions cannot be told any more.</summary>
    public bool AddsSections { get; init; }

    /// <summary>A one-dimensional mean, which alone may leave positions out.</summary>
    public bool CanMask { get; init; }

    /// <summary>Positions whose mask is false count as absent.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The mask is a second input, integers of which 0 leaves its position out.</summary>
    public bool HasIndices { get; init; }

    /// <summary>The input holds the caller's halves.</summary>
    public bool IsHalfRead { get; init; }

    /// <summary>Order and kernels, once they are chosen.</summary>
    public PoolChoice? Choice { get; init; }

    public override Step ChooseTiles(ElementType element) => this with { Choice = PoolKernels.Choose(ProblemOf(element)) };

    public override IEnumerable<Step> ReadHalves() => [(this with { IsHalfRead = true }).ChooseAgain()];

    /// <summary>
    /// A mean of many positions that are kept or not is taken in one sum; the steps that would add sums up pass it on.
    /// </summary>
    public override Step? Mask()
    {
        if (!CanMask)
        {
            return null;
        }

        PoolStep whole = this with { Channels = ChannelsFirst ? Channels / (AllPositions / Positions) : Channels, Sections = 1 };
        PoolStep masked = AddsSections ? whole with { Positions = 1, Divisor = 1 } : whole with { Positions = AllPositions, IsMasked = true };
        return masked.ChooseAgain();
    }

    /// <summary>The same step with the choice that fits it, where one has been made.</summary>
    private PoolStep ChooseAgain() => Choice is { } choice ? this with { Choice = PoolKernels.Choose(ProblemOf(choice.Element)) } : this;

    public override IEnumerable<Step> SplitSums(ElementType element)
    {
        int sums = Choice!.Order.CountSums(element.BlockLanes());
        int length = Reduction == Reduction.Mean && Sections == 1 && !IsMasked && Positions / sums > Budget.LongestSum ? FindDivisor(sums * Budget.PartialSum) : 0;
        if (length == 0)
        {
            return [this];
        }

        int sections = Positions / length;
        PoolStep partial = new(Reduction, length, ChannelsFirst ? sections * Channels : Channels, ChannelsFirst)
        {
            Comment = $"Sums of {length} positions each, for {Comment}",
            Sections = ChannelsFirst ? 1 : sections,
            Divisor = 1,
            AllPositions = AllPositions,
            AddsSections = AddsSections,
            CanMask = CanMask,
        };
        PoolStep sum = new(Reduction, sections, Channels, ChannelsFirst) { Comment = Comment, Divisor = Divisor, AddsSections = true, CanMask = CanMask };
        return [partial.ChooseTiles(element), sum.ChooseTiles(element)];
    }

    /// <summary>The divisor of the positions, not they themselves, that comes next to a length, within a factor of 8; else 0.</summary>
    private int FindDivisor(int length)
    {
        int longest = Math.Min(8 * length, Positions / 2);
        for (int longer = length; longer <= longest; longer++)
        {
            // As many times too long as too short.
            int shorter = (int)((long)length * length / longer);
            if (Positions % longer == 0 || Positions % shorter == 0)
            {
                return Positions % longer == 0 ? longer : shorter;
            }
        }

        return 0;
    }

    public override IEnumerable<string> Describe(ElementType element)
    {
        string order = ChannelsFirst ? "channels first" : "channels last";
        string sections = Sections > 1 ? $", in each of {Sections} sections" : "";
        string divisor = Reduction == Reduction.Mean && Divisor != Positions ? $", divided by {Divisor}" : "";
        yield return $"{Reduction} of {Positions} positions{sections}{divisor}, {Channels} channels, {order}{(HasIndices ? ", those whose index is not 0" : IsMasked ? ", masked" : "")}";
        foreach (string line in Choice is { Order: { Fold: > 0, Phases: > 0 } } ? Choice.Describe(ProblemOf(element)) : [])
        {
            yield return line;
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Positions < 1 || Channels < 1 || Sections < 1 || Divisor < 1 || AllPositions < 1)
        {
            yield return $"pools {Positions} of {AllPositions} positions of {Channels} channels in {Sections} sections, divided by {Divisor}";
            yield break;
        }

        if (AllPositions % Positions != 0 && !IsMasked)
        {
            yield return $"takes {Positions} of {AllPositions} positions together";
        }

        if (HasIndices && !IsMasked)
        {
            yield return "reads indices and has no mask";
        }

        if (Sections > 1 && (ChannelsFirst || IsMasked))
        {
            yield return $"cuts positions into {Sections} sections where it cannot";
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        foreach (string fault in Choice is null ? ["has no kernel"] : Choice.Faults(ProblemOf(element)))
        {
            yield return fault;
        }
    }

    /// <summary>What kernels are chosen for.</summary>
    private PoolProblem ProblemOf(ElementType element) => new(Reduction, Positions, Channels, ChannelsFirst, element)
    {
        Sections = Sections,
        AllPositions = AllPositions,
        IsMasked = IsMasked,
        ReadsHalves = IsHalfRead,
        IsCopy = AddsSections && Positions == 1,
        Order = Choice?.Order ?? PoolOrder.PositionByPosition,
    };

    /// <summary>The problem that the choice was made for.</summary>
    public PoolProblem ToProblem() => ProblemOf(Choice!.Element);
}
