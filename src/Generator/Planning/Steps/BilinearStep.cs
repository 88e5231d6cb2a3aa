namespace ShapeGen.Generator.Planning.Steps;

/// <summary>Enlarges (height, width, channels) by whole factors with weighted means of neighbours.</summary>
internal sealed record BilinearStep(int Height, int Width, int Channels, int VerticalFactor, int HorizontalFactor) : Step
{
    public override int InputLength => Height * Width * Channels;

    public override int OutputLength => InputLength * VerticalFactor * HorizontalFactor;

    public override IEnumerable<string> Describe(ElementType element) => [$"({Height}, {Width}, {Channels}) enlarged {VerticalFactor} by {HorizontalFactor} times"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (new[] { Height, Width, Channels, VerticalFactor, HorizontalFactor }.Any(number => number < 1))
        {
            yield return $"enlarges ({Height}, {Width}, {Channels}) {VerticalFactor} by {HorizontalFactor} times";
        }
    }
}
