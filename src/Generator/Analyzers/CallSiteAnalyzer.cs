using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShapeGen.Generator.Analyzers.CallSites;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers;

/// <summary>
/// SHAPE0301 to SHAPE0303: calls of models with buffers that cannot fit. Only what is certain is reported: every length, offset and
/// identity that depends on more than one value is unknown, and an unknown one is never wrong.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallSiteAnalyzer : DiagnosticAnalyzer
{
    private const string Marker = "ShapeGen.LayerAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CallSiteDescriptors.LengthMismatch, CallSiteDescriptors.ShortDestination, CallSiteDescriptors.SharedBuffer];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Marker) is not null)
            {
                var models = new ModelLookup(start.Compilation);
                var values = new AssignedValues();
                start.RegisterOperationAction(operation => Analyze(operation, models, values), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, ModelLookup models, AssignedValues values)
    {
        if (ModelCall.Read((IInvocationOperation)context.Operation, models, context.CancellationToken) is not { } call)
        {
            return;
        }

        var buffers = new BufferReader(models, values, context.CancellationToken);
        Diagnostic[] found = [.. call.IsFromWeights ? WeightRule.Check(call, buffers) : new ForwardRules(call, buffers).Check()];
        if (found.Length == 0 || new Reachability(new ConditionReader(buffers, values)).IsGuarded(call.Operation))
        {
            return;
        }

        foreach (Diagnostic diagnostic in found)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
