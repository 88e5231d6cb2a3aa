using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShapeGen.IdeSpeed;

/// <summary>Registers what ours register and does nothing: what remains is the compiler's own work for any analyzer.</summary>
#pragma warning disable RS1001, RS1025, RS1026, RS2008 // It never leaves this program.
internal sealed class EmptyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("NONE1", "none", "none", "none", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType);
        context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
    }
}
