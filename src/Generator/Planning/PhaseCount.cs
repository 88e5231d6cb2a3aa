namespace ShapeGen.Generator.Planning;

/// <summary>How many partial results of one value a step keeps in flight; a fixed tree of pairs combines them.</summary>
internal static class PhaseCount
{
    /// <summary>The trees that the emitters write: of one, two and four.</summary>
    public static bool IsLegal(int phases) => phases is 1 or 2 or 4;

    public static string Describe(int phases) => phases == 1 ? "1 phase" : $"{phases} phases";
}
