using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers;

/// <summary>Runs the generator's stages on each model and reports the problems of one concern.</summary>
public abstract class ModelAnalyzer : DiagnosticAnalyzer
{
    private const string Marker = "ShapeGen.LayerAttribute";

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode);
        context.RegisterCompilationStartAction(start =>
        {
            // The plural finds assemblies under an alias too.
            if (start.Compilation.GetTypesByMetadataName(Marker).Length > 0)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    /// <summary>Files marked as generated count too: an invalid model must not build there either.</summary>
    private protected virtual GeneratedCodeAnalysisFlags GeneratedCode =>
        GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

    private void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (TypeAnalysis.Of(context.Compilation).Find(type, context.CancellationToken) is not { } model)
        {
            return;
        }

        var locator = new ProblemLocator(type, context.CancellationToken);

        // Skip advice on invalid models.
        EquatableArray<Problem> problems = model.Problems.Count > 0 ? model.Problems : model.Model.Advice;
        foreach (Problem problem in problems)
        {
            DiagnosticDescriptor rule = Rules.Find(problem.RuleId);
            if (!SupportedDiagnostics.Contains(rule))
            {
                continue;
            }

            Location location = locator.Find(problem.Anchor);
            if (Applies(problem, OptionsAt(location, context.Options.AnalyzerConfigOptionsProvider)))
            {
                ImmutableDictionary<string, string?> properties = RepairProperties.Write(problem.Repairs, locator, location.SourceTree);
                context.ReportDiagnostic(Diagnostic.Create(rule, location, properties, [.. problem.Arguments]));
            }
        }
    }

    /// <summary>Whether the options of the place leave a problem worth reporting.</summary>
    private protected virtual bool Applies(Problem problem, AnalyzerConfigOptions options) => true;

    private static AnalyzerConfigOptions OptionsAt(Location location, AnalyzerConfigOptionsProvider options) =>
        location.SourceTree is { } tree ? options.GetOptions(tree) : options.GlobalOptions;
}
