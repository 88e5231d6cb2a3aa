using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Analyzers;

/// <summary>Runs the generator's stages on each model and reports the problems of one concern.</summary>
public abstract class ModelAnalyzer : DiagnosticAnalyzer
{
    private const string Marker = "ShapeGen.LayerAttribute";

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Marker) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (DeclarationReader.Read(type, context.CancellationToken) is not { } declaration)
        {
            return;
        }

        ShapedModel model = Planner.Plan(ShapeInference.Infer(declaration)).Model;
        var locator = new ProblemLocator(type, context.CancellationToken);
        foreach (Problem problem in model.Problems)
        {
            DiagnosticDescriptor rule = Rules.Find(problem.RuleId);
            if (SupportedDiagnostics.Contains(rule))
            {
                context.ReportDiagnostic(Diagnostic.Create(rule, locator.Find(problem.Anchor), [.. problem.Arguments]));
            }
        }
    }
}
