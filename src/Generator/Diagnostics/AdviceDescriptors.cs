using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>SHAPE02xx: what is legal and might be better. The layer that finds it words it.</summary>
internal static class AdviceDescriptors
{
    private const string Category = "ShapeGen.Advice";

    public static readonly DiagnosticDescriptor ManyParameters = new(
        RuleIds.ManyParameters,
        title: "Flatten makes this layer very large",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.ManyParameters + ".md");

    public static readonly DiagnosticDescriptor NothingToPool = new(
        RuleIds.NothingToPool,
        title: "There is nothing to pool",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.NothingToPool + ".md");

    public static readonly DiagnosticDescriptor ChangesNothing = new(
        RuleIds.ChangesNothing,
        title: "The layer changes nothing",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.ChangesNothing + ".md");

    public static readonly DiagnosticDescriptor SoftmaxOfOne = new(
        RuleIds.SoftmaxOfOne,
        title: "Softmax over one unit is always 1",
        messageFormat: "{0} {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.SoftmaxOfOne + ".md");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        ManyParameters,
        NothingToPool,
        ChangesNothing,
        SoftmaxOfOne,
    ];
}
