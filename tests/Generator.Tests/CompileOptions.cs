using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Generator.Tests;

/// <summary>The project that a test's source text stands in.</summary>
internal sealed record CompileOptions
{
    public static CompileOptions Default { get; } = new();

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp14;

    /// <summary>Whether System.Numerics.Tensors 10 is referenced.</summary>
    public bool HasTensors { get; init; }

    public DocumentationMode Documentation { get; init; } = DocumentationMode.None;

    public string AssemblyName { get; init; } = "Consumer";

    /// <summary>Further assemblies to reference.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = [];

    /// <summary>The project's additional files.</summary>
    public ImmutableArray<AdditionalText> AdditionalTexts { get; init; } = [];

    /// <summary>Global analyzer config options, as <c>build_property.RunAnalyzers</c>.</summary>
    public ImmutableDictionary<string, string> BuildProperties { get; init; } = ImmutableDictionary<string, string>.Empty;

    public CSharpParseOptions Parse => new(Language, Documentation);
}
