using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>SHAPE04xx: the weights files that a project lists. The file's name comes first.</summary>
internal static class WeightsDescriptors
{
    private const string Category = "ShapeGen.Weights";

    public static readonly DiagnosticDescriptor WeightsMismatch = new(
        RuleIds.WeightsMismatch,
        title: "A weights file does not fit its model",
        messageFormat: "{0}: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.WeightsMismatch + ".md");

    /// <summary>Reported by the package's build task, which can read files; an analyzer may not.</summary>
    public static readonly DiagnosticDescriptor UnreadableWeights = new(
        RuleIds.UnreadableWeights,
        title: "A weights file is missing or damaged",
        messageFormat: "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.UnreadableWeights + ".md");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        WeightsMismatch,
        UnreadableWeights,
    ];
}
