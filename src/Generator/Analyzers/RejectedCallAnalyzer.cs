using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Analyzers.CallSites;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers;

/// <summary>SHAPE0304 and SHAPE0305: what the compiler rejects of a model, with the cure that it cannot know.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RejectedCallAnalyzer : DiagnosticAnalyzer
{
    private const string Marker = "ShapeGen.LayerAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CallSiteDescriptors.MadeWithoutWeights, CallSiteDescriptors.OtherElementType];

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

                // Right code has no such operations, so that this costs nothing there.
                start.RegisterOperationAction(operation => Analyze(operation, models), OperationKind.Invalid);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, ModelLookup models)
    {
        IEnumerable<Diagnostic> found = context.Operation.Syntax switch
        {
            BaseObjectCreationExpressionSyntax => CheckCreation(context, models),
            InvocationExpressionSyntax invocation when context.Operation.SemanticModel is { } semantics => CheckCall(invocation, semantics, models, context.CancellationToken),
            _ => [],
        };
        foreach (Diagnostic diagnostic in found)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static IEnumerable<Diagnostic> CheckCreation(OperationAnalysisContext context, ModelLookup models)
    {
        IOperation created = context.Operation;
        if (created is { Type: INamedTypeSymbol type, SemanticModel: { } semantics }
            && models.Find(type, context.CancellationToken) is { Weights.Count: > 0 })
        {
            string name = type.ToMinimalDisplayString(semantics, created.Syntax.SpanStart);
            bool isEmbedded = type.GetMembers(ModelMembers.Load).OfType<IMethodSymbol>().Any(load => load.IsStatic && load.Parameters.IsEmpty);
            string load = isEmbedded ? $"{name}.Load() for the weights in its assembly" : $"{name}.Load(\"….safetensors\") for a file";
            yield return Diagnostic.Create(
                CallSiteDescriptors.MadeWithoutWeights,
                created.Syntax.GetLocation(),
                name,
                $"is made with its weights: write {load}, or {name}.FromWeights(…) for arrays");
        }
    }

    private static IEnumerable<Diagnostic> CheckCall(InvocationExpressionSyntax invocation, SemanticModel semantics, ModelLookup models, CancellationToken cancellation)
    {
        SymbolInfo found = semantics.GetSymbolInfo(invocation, cancellation);
        if (found.Symbol is not null
            || found.CandidateSymbols.OfType<IMethodSymbol>().FirstOrDefault(m => ModelCall.MayBe(m.Name) && ModelTypeReader.IsGenerated(m)) is not { } method
            || models.Find(method.ContainingType, cancellation) is null
            || NumberIn(method.Parameters.FirstOrDefault()?.Type) is not { } first)
        {
            yield break;
        }

        string model = method.ContainingType.ToMinimalDisplayString(semantics, invocation.SpanStart);
        SeparatedSyntaxList<ArgumentSyntax> arguments = invocation.ArgumentList.Arguments;
        for (int i = 0; i < arguments.Count; i++)
        {
            ExpressionSyntax argument = arguments[i].Expression;
            ITypeSymbol taken = NumberIn(ParameterOf(arguments[i], i, method)?.Type) ?? first;
            if (NumberIn(semantics.GetTypeInfo(argument, cancellation).Type) is { } given && !SymbolEqualityComparer.Default.Equals(given, taken))
            {
                yield return Diagnostic.Create(CallSiteDescriptors.OtherElementType, argument.GetLocation(), model, Describe(argument, given, taken));
            }
        }
    }

    /// <summary>The parameter that an argument is meant for, by its name or its place.</summary>
    private static IParameterSymbol? ParameterOf(ArgumentSyntax argument, int place, IMethodSymbol method) => argument.NameColon is { } named
        ? method.Parameters.FirstOrDefault(p => p.Name == named.Name.Identifier.ValueText)
        : method.Parameters.ElementAtOrDefault(place);

    private static string Describe(ExpressionSyntax argument, ITypeSymbol given, ITypeSymbol taken)
    {
        string name = argument is IdentifierNameSyntax identifier ? identifier.Identifier.ValueText : "values";
        string subject = argument is IdentifierNameSyntax ? $"\"{name}\"" : "the argument";
        string message = $"takes {taken.ToDisplayString()}, but {subject} holds {given.ToDisplayString()}";
        return given.SpecialType == SpecialType.System_Byte
            ? $"{message}: scale each value as for the training, for example by x[i] = {Scaled(name, taken)}"
            : $"{message}: convert each value, for example by x[i] = ({taken.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}){name}[i]";
    }

    private static string Scaled(string name, ITypeSymbol taken) => taken.SpecialType switch
    {
        SpecialType.System_Single => $"{name}[i] / 255f",
        SpecialType.System_Double => $"{name}[i] / 255.0",
        _ => $"({taken.Name})({name}[i] / 255f)",
    };

    /// <summary>The type of the numbers in an array, a span or a memory; null of anything else.</summary>
    private static ITypeSymbol? NumberIn(ITypeSymbol? type)
    {
        ITypeSymbol? element = type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", TypeArguments.Length: 1 } buffer when BufferTypes.IsInSystem(buffer) => buffer.TypeArguments[0],
            _ => null,
        };
        bool isNumber = element is { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } || (element is { Name: "Half" } && BufferTypes.IsInSystem(element));
        return isNumber ? element : null;
    }
}
