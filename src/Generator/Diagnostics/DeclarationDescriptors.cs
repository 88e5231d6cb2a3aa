using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>SHAPE00xx: the declaration.</summary>
internal static class DeclarationDescriptors
{
    private const string Category = "ShapeGen.Declaration";

    public static readonly DiagnosticDescriptor NotPartial = new(
        RuleIds.NotPartial,
        title: "A model must be partial",
        messageFormat: "The {0} cannot be extended because {1} is not partial: add the modifier 'partial'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.NotPartial + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor NoInput = new(
        RuleIds.NoInput,
        title: "A model needs an input shape",
        messageFormat: "The model {0} has layers but no input: add [InputShape(…)] or [InputFrom(typeof(…))] in front of {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.NoInput + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor SeveralInputs = new(
        RuleIds.SeveralInputs,
        title: "Several inputs need names",
        messageFormat: "The model {0} has several inputs{1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.SeveralInputs + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor SeveralDeclarations = new(
        RuleIds.SeveralDeclarations,
        title: "The layers belong on one declaration",
        messageFormat: "The attributes of the {0} stand on several partial declarations, so their order is undefined: move them all to one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.SeveralDeclarations + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor UnsupportedTarget = new(
        RuleIds.UnsupportedTarget,
        title: "This type cannot be a model",
        messageFormat: "{0} cannot be a {1} because it {2}: {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.UnsupportedTarget + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor MemberExists = new(
        RuleIds.MemberExists,
        title: "A generated member exists already",
        messageFormat: "{0} {1}: rename it or remove it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.MemberExists + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor UnsupportedElementType = new(
        RuleIds.UnsupportedElementType,
        title: "The element type is not supported",
        messageFormat: "The element type {0} is {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.UnsupportedElementType + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor DuplicateName = new(
        RuleIds.DuplicateName,
        title: "Names must differ",
        messageFormat: "{0} are named \"{1}\": {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.DuplicateName + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor InvalidInputFrom = new(
        RuleIds.InvalidInputFrom,
        title: "[InputFrom] must name another model",
        messageFormat: "[InputFrom(typeof({0}))]: {0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.InvalidInputFrom + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor NoLayers = new(
        RuleIds.NoLayers,
        title: "A model without layers",
        messageFormat: "The model {0} has an input but no layer, so its output is its input: add a layer",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.NoLayers + ".md");

    public static readonly DiagnosticDescriptor MissingLayer = new(
        RuleIds.MissingLayer,
        title: "There is no such layer",
        messageFormat: "[{0}] {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.MissingLayer + ".md",
        customTags: RuleTags.OfModelErrors);

    /// <summary>Reported by the generator: the compiler's own error keeps a build from listening to analyzers.</summary>
    public static readonly DiagnosticDescriptor MisnamedArgument = new(
        RuleIds.MisnamedArgument,
        title: "An argument has another name",
        messageFormat: "{0} has no argument \"{1}\": write {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.MisnamedArgument + ".md",
        customTags: RuleTags.OfModelErrors);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NotPartial,
        NoInput,
        SeveralInputs,
        SeveralDeclarations,
        UnsupportedTarget,
        MemberExists,
        UnsupportedElementType,
        DuplicateName,
        NoLayers,
        InvalidInputFrom,
        MissingLayer,
    ];
}
