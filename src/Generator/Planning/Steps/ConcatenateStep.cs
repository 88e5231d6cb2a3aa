namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Puts rows of several inputs one after the other.</summary>
/// <param name="Rows">Rows of each input, and of the output.</param>
/// <param name="Widths">Elements of a row of each input.</param>
internal sealed record ConcatenateStep(int Rows, EquatableArray<int> Widths) : Step
{
    public override int InputLength => InputLengths[0];

    public override IReadOnlyList<int> InputLengths => [.. Widths.Select(width => Rows * width)];

    public override int OutputLength => Rows * Width;

    /// <summary>Elements of a row of the output.</summary>
    public int Width => Widths.Sum();

    /// <summary>For each input, whether its producer has written it to its part of the output, so that nothing is copied.</summary>
    public EquatableArray<bool> IsInPlace { get; init; }

    /// <summary>Where an input's rows begin in those of the output.</summary>
    public int Offset(int input) => Widths.Take(input).Sum();

    public override int PartOffset(int input) => IsInPlace.Count > 0 && IsInPlace[input] ? Offset(input) : -1;

    public override IEnumerable<string> Describe(ElementType element)
    {
        yield return $"{Rows} {(Rows == 1 ? "row" : "rows")} of {string.Join(" + ", Widths)} elements";
        if (IsInPlace.Any(inPlace => inPlace))
        {
            yield return $"written in place: input {string.Join(", ", Enumerable.Range(0, IsInPlace.Count).Where(i => IsInPlace[i]).Select(i => i + 1))}";
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Rows < 1 || Widths.Count < 2 || Widths.Any(width => width < 1))
        {
            yield return $"puts {Rows} rows of {string.Join(" + ", Widths)} elements together";
        }

        if (IsInPlace.Count > 0 && (IsInPlace.Count != Widths.Count || (Rows > 1 && IsInPlace.Any(inPlace => inPlace))))
        {
            yield return $"has {IsInPlace.Count(inPlace => inPlace)} of {Widths.Count} inputs written in place in {Rows} rows";
        }
    }
}
