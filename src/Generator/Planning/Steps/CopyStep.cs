namespace ShapeGen.Generator.Planning.Steps;

/// <summary>How one axis is copied: moved, cut, filled up with zeros, or each element repeated.</summary>
/// <param name="Input">Elements read from.</param>
/// <param name="Before">Zeros before the first element; if negative, so many elements are left out.</param>
/// <param name="Output">Elements written.</param>
internal sealed record CopyAxis(int Input, int Before, int Output)
{
    /// <summary>How often each element is written; more than once only where none is left out or added.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Output and input are the same.</summary>
    public bool IsPlain => Before == 0 && Output == Input && Repeats == 1;

    /// <summary>The first element read.</summary>
    public int First => Math.Max(0, -Before);

    /// <summary>The elements read.</summary>
    public int Count => Repeats > 1 ? Input : Math.Min(Input, Output - Before) - First;

    /// <summary>Zeros before what is copied.</summary>
    public int Front => Math.Max(0, Before);

    /// <summary>Zeros after it.</summary>
    public int Back => Output - Front - (Count * Repeats);

    public bool IsSound => Input > 0 && Output > 0 && Repeats > 0 && Count > 0 && Back >= 0 && (Repeats == 1 || (Before == 0 && Output == (long)Input * Repeats));

    public override string ToString() => Repeats > 1 ? $"{Input} each {Repeats} times" : IsPlain ? $"{Input}" : $"{Input} at {Before} of {Output}";
}

/// <summary>Copies elements to other places, axis by axis.</summary>
internal sealed record CopyStep(EquatableArray<CopyAxis> Axes) : Step
{
    /// <summary>Runs up to here are assigned element by element, which is less than a call; repeats up to here are written out.</summary>
    public const int ShortRun = 4;

    public override int InputLength => Axes.Aggregate(1, (product, axis) => product * axis.Input);

    public override int OutputLength => Axes.Aggregate(1, (product, axis) => product * axis.Output);

    public override bool IsView => Axes.All(axis => axis.IsPlain);

    /// <summary>Spatial axes and the channels, with the fewest axes that do the same.</summary>
    public static CopyStep Of(IReadOnlyList<CopyAxis> spatial, int channels, bool channelsFirst)
    {
        var channel = new CopyAxis(channels, 0, channels);
        List<CopyAxis> axes = channelsFirst ? [channel, .. spatial] : [.. spatial, channel];
        for (int i = axes.Count - 1; i > 0; i--)
        {
            CopyAxis outer = axes[i - 1];
            if (axes[i].IsPlain && (outer.Repeats == 1 || axes[i].Input == 1))
            {
                int size = axes[i].Input;
                axes[i - 1] = outer with { Input = outer.Input * size, Before = outer.Before * size, Output = outer.Output * size };
                axes.RemoveAt(i);
            }
        }

        if (axes.Count > 1 && axes[0].IsPlain && axes[0].Input == 1)
        {
            axes.RemoveAt(0);
        }

        return new CopyStep(axes.ToEquatableArray());
    }

    /// <summary>
    /// Zeros before each of some dimensions of the output and the elements of the input along it; null where anything else is done,
    /// or where the dimensions are others.
    /// </summary>
    /// <param name="dimensions">The dimensions of the output, of which each axis of the copy is one or several.</param>
    public (int Front, int Input)[]? FindPadding(params IReadOnlyList<int> dimensions)
    {
        var found = new (int Front, int Input)[dimensions.Count];
        int next = dimensions.Count - 1;
        foreach (CopyAxis axis in Axes.Reverse())
        {
            if (axis.Repeats > 1 || axis.Before < 0 || axis.Back < 0 || axis.Count != axis.Input)
            {
                return null;
            }

            // Dimensions that stay as they are, and one more before them.
            long inner = 1;
            while (next >= 0 && inner * dimensions[next] < axis.Output)
            {
                found[next] = (0, dimensions[next]);
                inner *= dimensions[next--];
            }

            if (next < 0 || inner * dimensions[next] != axis.Output || axis.Before % inner != 0 || axis.Input % inner != 0)
            {
                return null;
            }

            found[next--] = ((int)(axis.Before / inner), (int)(axis.Input / inner));
        }

        for (; next >= 0; next--)
        {
            if (dimensions[next] != 1)
            {
                return null;
            }

            found[next] = (0, 1);
        }

        return found;
    }

    public override IEnumerable<string> Describe(ElementType element) => [$"copied by axis: {string.Join("; ", Axes)}"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts) =>
        Axes.Count > 0 ? Axes.Where(axis => !axis.IsSound).Select(axis => $"copies an axis {axis}, which cannot be") : ["copies no axis"];
}
