namespace ShapeGen.Generator.Planning.Kernels;

/// <summary>How one tile goes over the groups of its input.</summary>
/// <param name="Loop">The groups in a loop, and those that are written out.</param>
/// <param name="Witnesses">
/// Blocks that record what a maximum of numbers loses, such as NaN; half as many as accumulators hide the latency. 0 for a sum.
/// </param>
internal sealed record TileWalk(LoopShape Loop, int Witnesses)
{
    /// <param name="reduction">How values are combined.</param>
    /// <param name="iterations">Groups.</param>
    /// <param name="accumulators">Blocks combined in each group.</param>
    public static TileWalk Choose(Reduction reduction, int iterations, int accumulators) =>
        new(LoopShape.Choose(iterations, accumulators), ChooseWitnesses(reduction, accumulators));

    public static int ChooseWitnesses(Reduction reduction, int accumulators) => reduction == Reduction.Mean ? 0 : Math.Max(1, accumulators / 2);

    public string Describe(int iterations) => $"{Loop.Describe(iterations)}{DescribeWitnesses(Witnesses)}";

    public static string DescribeWitnesses(int witnesses) => witnesses switch { 0 => "", 1 => ", 1 witness", _ => $", {witnesses} witnesses" };

    public IEnumerable<string> Faults(Reduction reduction, int iterations, int accumulators) =>
        Loop.Faults(iterations, accumulators).Concat(WitnessFaults(reduction, Witnesses, accumulators));

    /// <summary>A maximum without a witness would lose NaN; a sum has none.</summary>
    public static IEnumerable<string> WitnessFaults(Reduction reduction, int witnesses, int accumulators)
    {
        if (reduction == Reduction.Mean ? witnesses != 0 : witnesses < 1 || witnesses > Math.Max(1, accumulators))
        {
            yield return $"keeps {witnesses} witnesses of {accumulators} accumulators of a {(reduction == Reduction.Mean ? "sum" : "maximum")}";
        }
    }
}
