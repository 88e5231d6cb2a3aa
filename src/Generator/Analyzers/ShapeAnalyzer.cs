using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers;

/// <summary>SHAPE01xx: shapes that do not fit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeAnalyzer : ModelAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. ShapeDescriptors.All, .. GraphDescriptors.OfShapes];
}
