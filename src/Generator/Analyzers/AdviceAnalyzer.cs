using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers;

/// <summary>SHAPE02xx: what is legal and might be better.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdviceAnalyzer : ModelAnalyzer
{
    /// <summary>The option in <c>.editorconfig</c> from which number of parameters on a layer is called large.</summary>
    public const string MaximumParametersOption = "shapegen.max_dense_parameters";

    private const long DefaultMaximumParameters = 10_000_000;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. AdviceDescriptors.All];

    private protected override GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.None;

    private protected override bool Applies(Problem problem, AnalyzerConfigOptions options) =>
        problem.RuleId != RuleIds.ManyParameters || problem.Magnitude > MaximumParameters(options);

    private static long MaximumParameters(AnalyzerConfigOptions options) =>
        options.TryGetValue(MaximumParametersOption, out string? text)
        && long.TryParse(text, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long value)
            ? value
            : DefaultMaximumParameters;
}
