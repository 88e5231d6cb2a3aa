namespace ShapeGen.Generator.Core;

/// <summary>Where a layer stands: the attribute that declares it, in the model or in a block that the model uses.</summary>
/// <param name="Scope">The uses that lead from the model to the block; none in the model itself.</param>
/// <param name="AttributeIndex">Its attribute's place among the ShapeGen attributes of the model or block.</param>
/// <param name="Owner">The block; empty in the model itself.</param>
/// <param name="Model">The model.</param>
internal sealed record NodePosition(EquatableArray<ScopeStep> Scope, int AttributeIndex, string Owner, string Model)
{
    public bool IsInBlock => Scope.Count > 0;

    /// <summary>The block's own analysis reports what is wrong in it whoever uses it; nothing does so for a block of another assembly.</summary>
    public bool IsReportedByBlock { get; init; }

    /// <summary>What a message adds to the layer's name: <c> in Basic, used by SmallResNet</c>; nothing in the model itself.</summary>
    public string Within => IsInBlock ? $" in {Owner}, used by {Model}" : "";

    /// <summary>The attribute, or one of its arguments.</summary>
    public Anchor At(string? argument = null, int element = -1) => new(AnchorKind.Attribute, AttributeIndex, argument, element) { Scope = Scope };

    /// <summary>Whether a use that stands here leads to a place, or is that place.</summary>
    public bool Leads(Anchor anchor) =>
        (anchor.Scope == Scope && anchor.Index == AttributeIndex)
        || (anchor.Scope.Count > Scope.Count && anchor.Scope.Take(Scope.Count).SequenceEqual(Scope) && anchor.Scope[Scope.Count].AttributeIndex == AttributeIndex);

    /// <summary>One declaration is one cause, however often its block is used.</summary>
    public string Cause(Problem problem) => $"{problem.RuleId} {Owner} {InvariantText.Of(problem.Anchor.Index)} {problem.Anchor.Argument} {InvariantText.Of(problem.Anchor.Element)}";
}
