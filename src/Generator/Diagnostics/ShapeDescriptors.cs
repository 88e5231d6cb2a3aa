using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>SHAPE01xx: the shapes. The layer that finds the problem words it: its name comes first, then what it says.</summary>
internal static class ShapeDescriptors
{
    private const string Category = "ShapeGen.Shape";

    public static readonly DiagnosticDescriptor DimensionNotPositive = new(
        RuleIds.DimensionNotPositive,
        title: "A dimension must be positive",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.DimensionNotPositive + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor TooLarge = new(
        RuleIds.TooLarge,
        title: "A tensor is too large",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.TooLarge + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor RankMismatch = new(
        RuleIds.RankMismatch,
        title: "The rank does not fit",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.RankMismatch + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor FeatureMismatch = new(
        RuleIds.FeatureMismatch,
        title: "The number of features does not fit",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.FeatureMismatch + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor ArgumentOutOfRange = new(
        RuleIds.ArgumentOutOfRange,
        title: "An argument is out of range",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.ArgumentOutOfRange + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor DenseOnSpatial = new(
        RuleIds.DenseOnSpatial,
        title: "Dense works on the last axis only",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.DenseOnSpatial + ".md");

    public static readonly DiagnosticDescriptor MixedFormats = new(
        RuleIds.MixedFormats,
        title: "The data formats are mixed",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.MixedFormats + ".md");

    public static readonly DiagnosticDescriptor IntegerInput = new(
        RuleIds.IntegerInput,
        title: "Integers are looked up",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.IntegerInput + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor UntakenMask = new(
        RuleIds.UntakenMask,
        title: "The layer cannot take this mask",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.UntakenMask + ".md",
        customTags: RuleTags.OfModelErrors);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        DimensionNotPositive,
        TooLarge,
        RankMismatch,
        FeatureMismatch,
        DenseOnSpatial,
        ArgumentOutOfRange,
        MixedFormats,
        IntegerInput,
        UntakenMask,
    ];
}
