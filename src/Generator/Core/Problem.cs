namespace ShapeGen.Generator.Core;

/// <summary>What a problem points at; the analyzer turns it into a position.</summary>
internal enum AnchorKind
{
    /// <summary>The name of the model's type (index 0) or of one around it, counted from inside.</summary>
    TypeName,

    /// <summary>A ShapeGen attribute of the type, in source order, or one of its arguments.</summary>
    Attribute,

    /// <summary>A member of the type.</summary>
    Member,
}

/// <summary>A place in a model without any syntax in it.</summary>
/// <param name="Kind">What <paramref name="Index"/> counts.</param>
/// <param name="Index">The attribute among the type's ShapeGen attributes, inputs and layers together; or the member.</param>
/// <param name="Argument">A constructor parameter or property of the attribute, if the problem lies in one.</param>
/// <param name="Element">Which value of a <c>params</c> argument, or −1 for the whole.</param>
internal readonly record struct Anchor(AnchorKind Kind, int Index = 0, string? Argument = null, int Element = -1)
{
    /// <summary>The uses that lead from the model to the block that the attribute stands on; none for the model's own.</summary>
    public EquatableArray<ScopeStep> Scope { get; init; }
}

/// <summary>One use of a block on the way from a model to an attribute.</summary>
/// <param name="AttributeIndex">The use's place among the ShapeGen attributes of the type that it stands on.</param>
/// <param name="Block">Which of its type arguments.</param>
internal readonly record struct ScopeStep(int AttributeIndex, int Block);

/// <summary>One violated rule, as a value: no location, no descriptor.</summary>
/// <param name="RuleId">For example <c>SHAPE0104</c>.</param>
/// <param name="Anchor">Where to report it.</param>
/// <param name="Arguments">What the rule's message format takes.</param>
/// <param name="Repairs">What would fix it, for the code fixes.</param>
/// <param name="Magnitude">The number that a rule with a threshold compares with it.</param>
internal sealed record Problem(
    string RuleId,
    Anchor Anchor,
    EquatableArray<string> Arguments,
    EquatableArray<Repair> Repairs = default,
    long Magnitude = 0);

/// <summary>A problem that a layer finds in its arguments or its input; <see cref="ShapeInference"/> adds which layer it is.</summary>
/// <param name="RuleId">For example <c>SHAPE0103</c>.</param>
/// <param name="Argument">The argument that causes it, or null for the whole attribute.</param>
/// <param name="Element">Which value of a <c>params</c> argument, or −1 for the whole.</param>
/// <param name="Message">The rest of the sentence that starts with the layer's name, and the way out.</param>
/// <param name="Repairs">What would fix it.</param>
internal sealed record LayerProblem(string RuleId, string? Argument, int Element, string Message, EquatableArray<Repair> Repairs)
{
    /// <summary>The number that a rule with a threshold compares with it.</summary>
    public long Magnitude { get; init; }
}
