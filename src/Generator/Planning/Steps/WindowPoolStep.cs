namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Windows along one axis.</summary>
/// <param name="Input">Positions.</param>
/// <param name="Window">Positions of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Before">By how much the first window sticks out at the start.</param>
/// <param name="Output">How many windows.</param>
internal sealed record WindowAxis(int Input, int Window, int Stride, int Before, int Output)
{
    /// <summary>An axis that is not there.</summary>
    public static WindowAxis None { get; } = new(1, 1, 1, 0, 1);

    /// <summary>The first window that lies inside.</summary>
    public int FirstWhole => (int)Math.Min(Output, ((long)Before + Stride - 1) / Stride);

    /// <summary>Behind the last window that lies inside, but not below <see cref="FirstWhole"/>.</summary>
    public int EndWhole => (int)Math.Max(FirstWhole, Math.Min(Output, FloorToOne((long)Input - Window + Before)));

    /// <summary>No window sticks out at the end.</summary>
    public bool EndsInside => ((Output - 1L) * Stride) - Before + Window <= Input;

    /// <summary>All windows lie inside.</summary>
    public bool IsWhole => Before == 0 && EndsInside;

    /// <summary>Each window sees a position, and each lies where the one before leaves off.</summary>
    public bool IsSound =>
        Input > 0 && Window > 0 && Stride > 0 && Output > 0 && Before >= 0 && Before < Window
        && ((Output - 1L) * Stride) - Before < Input;

    /// <summary>As Keras counts: with <paramref name="same"/> ⌈size / stride⌉ windows, of what sticks out the smaller half in front.</summary>
    public static WindowAxis Of(int size, int window, int stride, bool same)
    {
        if (!same)
        {
            return new WindowAxis(size, window, stride, 0, Math.Max(1, ((size - window) / stride) + 1));
        }

        int output = ((size - 1) / stride) + 1;
        long outside = Math.Max(0, ((output - 1L) * stride) + window - size);
        return new WindowAxis(size, window, stride, (int)(outside / 2), output);
    }

    public override string ToString() => $"{Input} by {Window}, stride {Stride}{(Before > 0 ? $", from -{Before}" : "")} → {Output}";

    private long FloorToOne(long start) => start < 0 ? 0 : (start / Stride) + 1;
}

/// <summary>The mean or the maximum of each channel in windows, channels last. What sticks out of the input does not count.</summary>
internal sealed record WindowPoolStep(Reduction Reduction, WindowAxis Depth, WindowAxis Height, WindowAxis Width, int Channels) : Step
{
    /// <summary>Vector statements of a window that are written out; of larger ones only rows or single positions are, in loops.</summary>
    private const int StraightBody = 64;

    private const int GroupBlocks = 2;

    /// <summary>
    /// Sums of squares that see whether a maximum is taken of NaN. In 16 registers, of which a block takes two, there is place for three beside
    /// the maxima of two blocks and what they share with the next window; two would wait for each other.
    /// </summary>
    private const int MostWitnesses = 3;

    /// <summary>Columns that stay in registers from one window to the next at most.</summary>
    private const int MostSharedColumns = 2;

    public override int InputLength => Depth.Input * Height.Input * Width.Input * Channels;

    public override int OutputLength => Depth.Output * Height.Output * Width.Output * Channels;

    /// <summary>Positions of a window that lies inside.</summary>
    public int Positions => Depth.Window * Height.Window * Width.Window;

    /// <summary>The number of positions is a power of two: dividing by it and multiplying by its reciprocal, which takes a tenth of the time, give the same bits.</summary>
    public bool DividesExactly => (Positions & (Positions - 1)) == 0;

    /// <summary>Lanes of one block.</summary>
    public int Block { get; init; }

    /// <summary>The channels do not fill a block, which then reaches past them.</summary>
    public bool IsPartial => Channels < Block;

    /// <summary>
    /// Lanes that go through a window together: two blocks, where there are as many. Inputs come from the second-level cache
    /// fastest when each load moves on by two lines: a quarter of the time less than by one line or by four.
    /// </summary>
    public int Group => IsPartial ? Block : (int)Math.Min(Channels, GroupBlocks * (long)Block);

    /// <summary>Where the blocks of a group start; the second overlaps the first where the channels are fewer than two blocks.</summary>
    public IReadOnlyList<int> GroupOffsets => Group == Block ? [0] : [0, Group - Block];

    /// <summary>All windows lie inside.</summary>
    public bool IsWhole => Depth.IsWhole && Height.IsWhole && Width.IsWhole;

    /// <summary>Elements from a window's start to past the block of its last position.</summary>
    public long Reach => ((((((Depth.Window - 1L) * Height.Input) + Height.Window - 1) * Width.Input) + Width.Window - 1) * Channels) + Block;

    /// <summary>How many positions of a window are written out for a group: all, those of a row, or one.</summary>
    public int StraightPositions =>
        Positions * GroupBlocks <= StraightBody ? Positions : Width.Window * GroupBlocks <= StraightBody ? Width.Window : 1;

    /// <summary>How many sums see whether there is a NaN, whose windows are then pooled by themselves; 0 for a mean.</summary>
    public int Witnesses => Reduction == Reduction.Maximum && Positions > 1 ? MostWitnesses : 0;

    /// <summary>The last columns of a window whose maxima the next one takes over; a sum does not, as it would be another sum.</summary>
    public int SharedColumns =>
        Witnesses > 0 && StraightPositions == Positions && Width.Window - Width.Stride is > 0 and <= MostSharedColumns and var shared ? shared : 0;

    public static WindowPoolStep Of(Reduction reduction, IReadOnlyList<WindowAxis> axes, int channels)
    {
        WindowAxis[] all = [.. Enumerable.Repeat(WindowAxis.None, 3 - axes.Count), .. axes];
        return new WindowPoolStep(reduction, all[0], all[1], all[2], channels);
    }

    public override Step ChooseTiles(ElementType element) => this with { Block = element.BlockLanes() };

    public override IEnumerable<string> Describe(ElementType element)
    {
        string axes = string.Join("; ", new[] { Depth, Height, Width }.Where(axis => axis != WindowAxis.None));
        yield return $"{Reduction} in windows of {(axes.Length == 0 ? "1" : axes)}, {Channels} channels";
        if (Block > 0)
        {
            string shares = SharedColumns > 0 ? $"; {SharedColumns} of {Width.Window} columns come from the window before" : "";
            yield return (IsPartial ? $"{Channels} lanes of one block" : $"{GroupOffsets.Count} blocks of {Block} lanes at a time{(Channels % Group > 0 || Group % Block > 0 ? ", the last overlapping" : "")}") + shares;
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        foreach (WindowAxis axis in new[] { Depth, Height, Width }.Where(axis => !axis.IsSound))
        {
            yield return $"has windows that see nothing: {axis}";
        }

        if (Channels < 1)
        {
            yield return $"pools {Channels} channels";
        }

        if ((facts & PlanFacts.TilesChosen) == 0)
        {
            yield break;
        }

        if (Block != element.BlockLanes())
        {
            yield return $"has {Channels} channels in blocks of {Block}";
        }
    }
}
