namespace ShapeGen.Generator.Layers.Merging;

/// <summary>The members of the attributes' <c>Merge</c>, which have the names of the layers that they stand for.</summary>
internal static class MergeMembers
{
    private static readonly string[] Names = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"];

    /// <summary>The layer of a member, the sum where none is given; of a number that is no member, null.</summary>
    public static LayerDefinition? Find(int? member) => Names.ElementAtOrDefault(member ?? 0) is { } name ? LayerCatalog.Find(name) : null;
}
