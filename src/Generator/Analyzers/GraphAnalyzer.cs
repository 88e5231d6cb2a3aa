using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers;

/// <summary>The rules of names, blocks and merges: what makes a graph of layers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GraphAnalyzer : ModelAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. GraphDescriptors.All];
}
