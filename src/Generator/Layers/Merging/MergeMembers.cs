namespace ShapeGen.Generator.Layers.Merging;

/// <summary>The members of the attributes' <c>Merge</c>, which have the names of the layers that they stand for.</summary>
internal static class MergeMembers
{
    /// <summary>By the members' numbers; null for the one that stands for no layer.</summary>
    private static readonly string?[] Names = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", null];

    /// <summary>The member that puts one after the other.</summary>
    public const int Concatenation = 6;

    /// <summary>The member that leaves both directions of a recurrent layer apart; it stands for no layer.</summary>
    public const int None = 7;

    /// <summary>The members that join both directions of a recurrent layer, as Keras does.</summary>
    public static IReadOnlyList<int> OfDirections { get; } = [0, 2, 3, Concatenation];

    /// <summary>The layer of a member, the sum where none is given; of a number that is no member, null.</summary>
    public static LayerDefinition? Find(int? member) => Names.ElementAtOrDefault(member ?? 0) is { } name ? LayerCatalog.Find(name) : null;
}
