namespace ShapeGen.Generator.Planning;

/// <summary>How a run of equal iterations is written: some in a loop, several at a time, the rest one after the other.</summary>
/// <param name="Unroll">Iterations in the loop's body.</param>
/// <param name="Looped">Iterations that the loop covers, a multiple of <paramref name="Unroll"/>; 0 writes no loop.</param>
internal sealed record LoopShape(int Unroll, int Looped)
{
    /// <param name="iterations">All iterations.</param>
    /// <param name="statements">Vector statements of one of them.</param>
    public static LoopShape Choose(int iterations, int statements)
    {
        int unroll = Math.Max(1, Budget.LoopBody / statements);
        int loops = iterations / unroll;
        return loops > 1 && iterations * statements > Budget.StraightBody
            ? new LoopShape(unroll, loops * unroll)
            : new LoopShape(1, 0);
    }

    public string Describe(int iterations) => Looped == 0
        ? $"{iterations} written out"
        : $"{Looped} of {iterations} in a loop by {Unroll}";

    /// <summary>What is wrong with the shape of a loop over so many iterations.</summary>
    public IEnumerable<string> Faults(int iterations, int statements)
    {
        if (Unroll < 1 || Looped < 0 || Looped > iterations || Looped % Unroll != 0)
        {
            yield return $"loops over {Looped} of {iterations} iterations by {Unroll}";
            yield break;
        }

        // A body may be as long as one iteration; two bodies are written out, as a loop of one would gain nothing.
        long body = Math.Max(Budget.LoopBody, statements);
        long straight = Math.Max(Budget.StraightBody, 2 * body);
        if ((Looped > 0 && (long)Unroll * statements > body) || (long)(iterations - Looped) * statements > straight)
        {
            yield return $"writes {statements} statements {Unroll} times in a loop and {iterations - Looped} times after it";
        }
    }
}
