using System.Globalization;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>The descriptors of all rules.</summary>
internal static class Rules
{
    private const string HelpLink = "https://github.com/shapegen/shapegen/blob/main/docs/diagnostics/{0}.md";

    /// <summary>SHAPE00xx: the declaration.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Declaration { get; } =
    [
        Error(RuleIds.NotPartial, "A model must be partial", "The model {0} cannot be extended because {1} is not partial: add the modifier 'partial'"),
        Error(RuleIds.NoInput, "A model needs an input shape", "The model {0} has layers but no input: add [InputShape(…)] or [InputFrom(typeof(…))] in front of {1}"),
        Error(RuleIds.SeveralInputs, "A model has one input", "The model {0} has more than one input: keep one [InputShape] or [InputFrom]"),
        Error(RuleIds.SeveralDeclarations, "The layers belong on one declaration", "The layers of {0} stand on {1} partial declarations, so their order is undefined: move them all to one"),
        Error(RuleIds.UnsupportedTarget, "This type cannot be a model", "{0} cannot be a model because it {1}: use a plain partial class"),
        Error(RuleIds.MemberExists, "A generated member exists already", "{0} declares {1}, which ShapeGen must generate: rename it or remove it"),
        Error(RuleIds.UnsupportedElementType, "The element type is not supported", "The element type {0} is not supported: use float, double or System.Half"),
        Error(RuleIds.DuplicateName, "Layer names must differ", "Two layers are named \"{0}\": their weights could not be told apart, so give one another Name"),
        Error(RuleIds.InvalidInputFrom, "[InputFrom] must name another model", "[InputFrom(typeof({0}))]: {0} {1}"),
    ];

    /// <summary>SHAPE01xx: the shapes.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Shape { get; } =
    [
        Error(RuleIds.DimensionNotPositive, "A dimension must be positive", "{0} {1}"),
        Error(RuleIds.TooLarge, "A tensor is too large", "{0} {1}"),
        Error(RuleIds.RankMismatch, "The rank does not fit", "{0} {1}"),
        Error(RuleIds.FeatureMismatch, "The number of features does not fit", "{0} {1}"),
        Error(RuleIds.ArgumentOutOfRange, "An argument is out of range", "{0} {1}"),
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById =
        Declaration.Concat(Shape).ToDictionary(d => d.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Find(string ruleId) => ById[ruleId];

    /// <summary>The message of a problem, as the analyzer prints it.</summary>
    public static string Message(Problem problem) =>
        string.Format(CultureInfo.InvariantCulture, Find(problem.RuleId).MessageFormat.ToString(CultureInfo.InvariantCulture), [.. problem.Arguments]);

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id,
        title,
        message,
        id.StartsWith("SHAPE00", StringComparison.Ordinal) ? "ShapeGen.Declaration" : "ShapeGen.Shape",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: string.Format(CultureInfo.InvariantCulture, HelpLink, id),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
