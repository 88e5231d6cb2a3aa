using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShapeGen.Generator.Tests.Analyzers;

/// <summary>Runs every analyzer of the generator's assembly over a compilation.</summary>
internal static class AnalyzerRun
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(ModelGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>What the analyzers say, in source order and without what is silenced. An exception in one of them fails the test.</summary>
    /// <param name="compilation">The sources with the generated files.</param>
    /// <param name="options">What an analyzer reads of <c>.editorconfig</c>.</param>
    /// <param name="files">The project's additional files.</param>
    public static async Task<IReadOnlyList<Diagnostic>> Over(CSharpCompilation compilation, AnalyzerConfigOptionsProvider? options = null, ImmutableArray<AdditionalText> files = default)
    {
        ImmutableArray<AdditionalText> additional = files.IsDefault ? [] : files;
        AnalyzerOptions given = options is null ? new AnalyzerOptions(additional) : new AnalyzerOptions(additional, options);
        return await Run(compilation, given, run => run.GetAnalyzerDiagnosticsAsync());
    }

    /// <summary>What the compiler and the analyzers say, of one pass over the sources: in half the time of two.</summary>
    /// <param name="compilation">The sources with the generated files.</param>
    public static Task<IReadOnlyList<Diagnostic>> WithCompilerOver(CSharpCompilation compilation) =>
        Run(compilation, new AnalyzerOptions([]), run => run.GetAllDiagnosticsAsync());

    private static async Task<IReadOnlyList<Diagnostic>> Run(CSharpCompilation compilation, AnalyzerOptions options, Func<CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> find)
    {
        // Roslyn would swallow what is thrown from here.
        Exception? thrown = null;
        var settings = new CompilationWithAnalyzersOptions(
            options, (exception, _, _) => thrown ??= exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await find(new CompilationWithAnalyzers(compilation, Analyzers, settings));
        Assert.True(thrown is null, thrown?.ToString());
        return
        [
            .. found
                .Where(d => !d.IsSuppressed)
                .OrderBy(d => d.Location.SourceSpan.Start)
                .ThenByDescending(d => d.Location.SourceSpan.Length)
                .ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
    }
}
