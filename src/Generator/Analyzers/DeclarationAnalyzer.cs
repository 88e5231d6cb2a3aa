using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers;

/// <summary>SHAPE00xx: declarations that cannot be a model or a block.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : ModelAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DeclarationDescriptors.All, .. GraphDescriptors.OfDeclarations];
}
