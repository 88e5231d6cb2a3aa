using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>SHAPE03xx: calls of models. The model's name comes first, then what is wrong with the call.</summary>
internal static class CallSiteDescriptors
{
    private const string Category = "ShapeGen.CallSite";

    public static readonly DiagnosticDescriptor LengthMismatch = new(
        RuleIds.LengthMismatch,
        title: "The length of an argument does not fit",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.LengthMismatch + ".md");

    public static readonly DiagnosticDescriptor ShortDestination = new(
        RuleIds.ShortDestination,
        title: "The destination is too short",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.ShortDestination + ".md");

    public static readonly DiagnosticDescriptor SharedBuffer = new(
        RuleIds.SharedBuffer,
        title: "Input and destination are the same buffer",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.SharedBuffer + ".md");

    public static readonly DiagnosticDescriptor MadeWithoutWeights = new(
        RuleIds.MadeWithoutWeights,
        title: "A model is made with its weights",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.MadeWithoutWeights + ".md");

    public static readonly DiagnosticDescriptor OtherElementType = new(
        RuleIds.OtherElementType,
        title: "An argument holds another type of number",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.OtherElementType + ".md");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        LengthMismatch,
        ShortDestination,
        SharedBuffer,
        MadeWithoutWeights,
        OtherElementType,
    ];
}
