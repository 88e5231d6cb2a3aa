using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>SHAPE002x and SHAPE011x: the graph. What finds the problem words it: its name comes first, then what it says.</summary>
internal static class GraphDescriptors
{
    public static readonly DiagnosticDescriptor UnknownName = new(
        RuleIds.UnknownName,
        title: "A name must be that of an earlier layer",
        messageFormat: "{0} {1}",
        "ShapeGen.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.UnknownName + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor UnreadOutput = new(
        RuleIds.UnreadOutput,
        title: "Every output must be read",
        messageFormat: "{0} {1}",
        "ShapeGen.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.UnreadOutput + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor InvalidBlock = new(
        RuleIds.InvalidBlock,
        title: "The block is not valid",
        messageFormat: "{0} {1}",
        "ShapeGen.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.InvalidBlock + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor UnequalShapes = new(
        RuleIds.UnequalShapes,
        title: "The shapes do not merge",
        messageFormat: "{0} {1}",
        "ShapeGen.Shape",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.UnequalShapes + ".md",
        customTags: RuleTags.OfModelErrors);

    public static readonly DiagnosticDescriptor RepetitionChangesShape = new(
        RuleIds.RepetitionChangesShape,
        title: "A repeated block must keep its shape",
        messageFormat: "{0} {1}",
        "ShapeGen.Shape",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.HelpLink + RuleIds.RepetitionChangesShape + ".md",
        customTags: RuleTags.OfModelErrors);

    /// <summary>What is wrong before any shape is looked at.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> OfDeclarations { get; } = [UnknownName, UnreadOutput, InvalidBlock];

    /// <summary>What is wrong with the shapes.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> OfShapes { get; } = [UnequalShapes, RepetitionChangesShape];
}
