namespace ShapeGen.Generator.Emission;

/// <summary>
/// Where a model has many layers or weights, what is said of each is said briefly: the file grows with every repetition of a block,
/// and nobody reads the hundredth line of a kind.
/// </summary>
internal static class LongModel
{
    /// <summary>So many layers or weights are written out.</summary>
    private const int Most = 16;

    public static bool Has(int count) => count > Most;
}
