namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>What is known of a source before anyone reads it.</summary>
internal enum SourceKind
{
    /// <summary>Every model is right by construction: nobody may say anything.</summary>
    Valid,

    /// <summary>C# that the compiler takes, with models that hardly fit: only our rules may speak.</summary>
    WellTyped,

    /// <summary>Broken syntax and ill-typed arguments.</summary>
    Broken,
}

/// <summary>One generated source, in a namespace of its own that starts with <c>Fz</c> and its number.</summary>
/// <param name="Index">Its number; with the seed it makes the same text again.</param>
/// <param name="Kind">What is known of it.</param>
/// <param name="Texts">Its files.</param>
/// <param name="Models">The models that a valid source holds.</param>
internal sealed record FuzzSource(int Index, SourceKind Kind, IReadOnlyList<string> Texts, IReadOnlyList<MadeModel> Models);

/// <summary>A model as the source calls it, and for a valid one its shapes.</summary>
/// <param name="Reference">The name by which code of its namespace refers to it.</param>
/// <param name="IsReachable">Neither it nor a type around it is private.</param>
/// <param name="Input">The input shape, or null where it is not known.</param>
/// <param name="Output">The output shape, or null where it is not known.</param>
/// <param name="Element">The element type in C#.</param>
/// <param name="HasWeights">Its members are of instances.</param>
/// <param name="IsCallable">The element type and <paramref name="HasWeights"/> are certain.</param>
internal sealed record MadeModel(string Reference, bool IsReachable, int[]? Input, int[]? Output, string Element, bool HasWeights, bool IsCallable = true)
{
    /// <summary>The elements of each buffer of <c>Forward</c> in turn, where there are several inputs or outputs; their shapes are then no one's.</summary>
    public IReadOnlyList<int>? Buffers { get; init; }
}
