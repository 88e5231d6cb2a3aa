using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShapeGen.Generator.Tests.Analyzers;

/// <summary>An <c>.editorconfig</c> beside the sources, read by the compiler's own reader.</summary>
internal sealed class EditorConfig
{
    private const string Folder = "/project/";

    private readonly AnalyzerConfigSet _set;

    /// <param name="lines">What stands below <c>[*.cs]</c>.</param>
    public EditorConfig(params string[] lines) =>
        _set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse($"root = true\n[*.cs]\n{string.Join('\n', lines)}\n", Folder + ".editorconfig") });

    /// <summary>What analyzers read of it.</summary>
    public AnalyzerConfigOptionsProvider Options => new OptionsProvider(this);

    /// <summary>The compilation with the severities that the file sets.</summary>
    public CSharpCompilation Apply(CSharpCompilation compilation) =>
        compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Severities(this)));

    private AnalyzerConfigOptionsResult At(SyntaxTree tree) => _set.GetOptionsForSourcePath(Folder + tree.FilePath);

    private sealed class Severities(EditorConfig config) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            config.At(tree).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            config._set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }

    private sealed class OptionsProvider(EditorConfig config) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new BuildProperties(config._set.GlobalConfigOptions.AnalyzerOptions).GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new BuildProperties(config.At(tree).AnalyzerOptions).GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }
}
