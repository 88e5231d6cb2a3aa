using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShapeGen.Generator;

/// <summary>What the generated code depends on beside the model itself.</summary>
/// <param name="HasTensorSpans">System.Numerics.Tensors ≥ 10 is referenced: overloads for tensor spans are generated.</param>
/// <param name="RunsAnalyzers">The analyzers report; otherwise the stub of an invalid model holds an <c>#error</c>.</param>
/// <param name="EmbeddedModels">The models whose weights travel in the assembly, as the project names them: they get <c>Load()</c>.</param>
/// <param name="ShowsPlans">Each generated file starts its kernels with the plan in words.</param>
internal sealed record ProjectFeatures(bool HasTensorSpans, bool RunsAnalyzers, EquatableArray<string> EmbeddedModels = default, bool ShowsPlans = false)
{
    private const string TensorSpan = "System.Numerics.Tensors.ReadOnlyTensorSpan`1";

    /// <summary>The first version in which the type is final.</summary>
    private const int TensorsVersion = 10;

    public static bool FindTensorSpans(Compilation compilation) =>
        compilation.GetTypeByMetadataName(TensorSpan) is { DeclaredAccessibility: Accessibility.Public } type
        && type.ContainingAssembly.Identity.Version.Major >= TensorsVersion;

    /// <summary>The build runs analyzers unless a property says no; <c>RunAnalyzersDuringBuild</c> counts where <c>RunAnalyzers</c> is silent.</summary>
    public static bool FindAnalyzers(AnalyzerConfigOptionsProvider options)
    {
        string? general = Read(options, "RunAnalyzers");
        return !Is("false", string.IsNullOrEmpty(general) ? Read(options, "RunAnalyzersDuringBuild") : general);
    }

    /// <summary>A project asks for the plans by a property, so that a single build can do so from the command line.</summary>
    public static bool FindPlans(AnalyzerConfigOptionsProvider options) => Is("true", Read(options, "ShapeGenShowPlans"));

    private static string? Read(AnalyzerConfigOptionsProvider options, string property) =>
        options.GlobalOptions.TryGetValue($"build_property.{property}", out string? value) ? value : null;

    private static bool Is(string expected, string? value) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
