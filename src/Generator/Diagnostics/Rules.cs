using System.Globalization;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Diagnostics;

/// <summary>All rules, whatever their stage.</summary>
internal static class Rules
{
    public const string HelpLink = "https://github.com/shapegen/shapegen/blob/main/docs/diagnostics/";

    private static readonly Dictionary<string, DiagnosticDescriptor> ById =
        new[] { DeclarationDescriptors.All, ShapeDescriptors.All, GraphDescriptors.OfDeclarations, GraphDescriptors.OfShapes, AdviceDescriptors.All, CallSiteDescriptors.All, WeightsDescriptors.All }
            .SelectMany(stage => stage)
            .Append(DeclarationDescriptors.MisnamedArgument)
            .ToDictionary(d => d.Id, StringComparer.Ordinal);

    public static IEnumerable<DiagnosticDescriptor> All => ById.Values;

    public static bool IsError(string ruleId) => Find(ruleId).DefaultSeverity == DiagnosticSeverity.Error;

    public static DiagnosticDescriptor Find(string ruleId) => ById[ruleId];

    /// <summary>The message of a problem, as the analyzer prints it.</summary>
    public static string Message(Problem problem) =>
        string.Format(CultureInfo.InvariantCulture, Find(problem.RuleId).MessageFormat.ToString(CultureInfo.InvariantCulture), [.. problem.Arguments]);
}
