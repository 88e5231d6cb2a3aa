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
}
