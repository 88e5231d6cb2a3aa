namespace ShapeGen.Generator.Planning.Kernels.Dense;

/// <summary>Panels of one width, (panel, inputs, pitch) in memory, and the tiles that run them: units are lanes.</summary>
/// <param name="FirstUnit">The first of their units among the layer's.</param>
/// <param name="Units">Units of all of them.</param>
/// <param name="Width">Units of one. Where it does not divide the units the last panel overlaps.</param>
/// <param name="Pitch">Elements from one input's weights to the next one's.</param>
/// <param name="MatrixOffset">Elements before them in the packed matrix.</param>
/// <param name="Phases">Partial sums of each unit over the inputs, combined at the end in a fixed tree: 1, 2 or 4.</param>
/// <param name="Tiling">The lanes of a panel in register tiles, for rows that go by themselves.</param>
/// <param name="RowTiling">The lanes of a panel in tiles of several rows, or null where each row goes by itself.</param>
internal sealed record PanelSet(
    int FirstUnit,
    int Units,
    int Width,
    int Pitch,
    int MatrixOffset,
    int Phases,
    PerFile<LaneTiling> Tiling,
    PerFile<LaneTiling>? RowTiling)
{
    /// <summary>Rows of a panel that tiles of several rows prefetch, where the weights outgrow the second-level cache; else 0.</summary>
    public int PrefetchedRows { get; init; }

    /// <summary>The same for tiles of a single row, where the weights outgrow all of a core's own caches.</summary>
    public int PrefetchedRowsAlone { get; init; }

    /// <summary>Inputs whose products are added up before that sum is added to the result, in a long sum; else 0, and all are one sum.</summary>
    public int Section { get; init; }

    /// <summary>Rows that tiles of several rows cover exactly, or a multiple of them.</summary>
    public int RowMultiple => Budget.RowTile;

    public int Count => ((Units - 1) / Width) + 1;

    /// <summary>Panels before one that overlaps.</summary>
    public int WholeCount => Units / Width;

    /// <summary>Elements of the packed panels.</summary>
    public long Length(int inputs) => (long)Count * inputs * Pitch;

    /// <summary>Phases for a panel: the fewer blocks it has, the more, but one where weights are read as one stream.</summary>
    public static int ChoosePhases(DenseProblem problem, int width, bool isStreamed)
    {
        int blocks = ((width - 1) / problem.Block) + 1;
        return Math.Min(blocks >= 8 || isStreamed ? 1 : blocks >= 4 ? 2 : 4, problem.Inputs >= 8 ? 4 : 1);
    }

    public IEnumerable<string> Describe(string variant)
    {
        yield return $"{variant}, {Count} of {Width} units, {PhaseCount.Describe(Phases)}{ProductSection.Describe(Section)}{(Units % Width == 0 ? "" : ", the last overlaps")}";
        yield return $"{LaneTiling.Describe(Tiling)}{Prefetched(PrefetchedRowsAlone)}";
        if (RowTiling is not null)
        {
            yield return $"rows together: {LaneTiling.Describe(RowTiling)}{Prefetched(PrefetchedRows)}";
        }

        static string Prefetched(int rows) => rows > 0 ? $", {rows} rows of weights prefetched" : "";
    }

    /// <summary>What is wrong with panels, given the lanes of what is one block in their tiles and the accumulators that it takes a phase.</summary>
    public IEnumerable<string> Faults(DenseProblem problem, int block, int accumulators)
    {
        if (Width < block || Pitch < Width || Units < Width || FirstUnit < 0 || MatrixOffset < 0)
        {
            yield return $"has panels of {Width} units from {FirstUnit} on in rows of {Pitch} and blocks of {block}, for {Units} units";
            yield break;
        }

        if (!PhaseCount.IsLegal(Phases) || Phases > problem.Inputs)
        {
            yield return $"keeps {PhaseCount.Describe(Phases)} over {problem.Inputs} inputs";
            yield break;
        }

        if (ProductSection.FindFault(problem, Section, Phases) is { } cut)
        {
            yield return cut;
        }

        foreach (string fault in LaneTiling.Faults(Tiling, Width, block, accumulators * Phases))
        {
            yield return fault;
        }

        if (RowTiling is null)
        {
            yield break;
        }

        foreach (string fault in LaneTiling.Faults(RowTiling, Width, block, accumulators * Phases))
        {
            yield return $"rows together: {fault}";
        }

        if (!problem.CanTileRows)
        {
            yield return "takes rows together where it cannot";
        }
    }
}
