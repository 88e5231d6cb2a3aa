using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.Generator.Tests.Analyzers;

namespace ShapeGen.Generator.Tests.Diagnostics;

/// <summary>Compiles the code of a page as the only file of a project with implicit usings.</summary>
internal static class PageExample
{
    private const string ImplicitUsings = "global using System; global using System.IO;";

    public static GeneratorRun Generate(string code, CompileOptions? options = null) =>
        GeneratorRun.Of(options ?? CompileOptions.Default, code, ImplicitUsings);

    /// <summary>Every report of ours as the build prints it without the place: <c>ID: message</c>.</summary>
    /// <param name="code">The page's code.</param>
    /// <param name="page">The page, whose weights files count.</param>
    /// <param name="config">The project's <c>.editorconfig</c>.</param>
    public static async Task<IReadOnlyList<string>> Reports(string code, RulePage page, EditorConfig? config = null)
    {
        CompileOptions options = CompileOptions.Default with { AdditionalTexts = page.Weights };
        GeneratorRun run = Generate(code, options);
        CSharpCompilation compilation = run.Output;
        compilation = config?.Apply(compilation) ?? compilation;
        return [.. run.Reported.Concat(await AnalyzerRun.Over(compilation, config?.Options, options.AdditionalTexts)).Select(d => $"{d.Id}: {d.GetMessage()}")];
    }

    public static IEnumerable<string> CompilerErrors(GeneratorRun run) =>
        run.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString());

    /// <summary>The code with an attribute on each class that is not nested.</summary>
    public static string WithAttribute(string code, string attribute)
    {
        IEnumerable<int> starts = CSharpSyntaxTree.ParseText(code, CompileOptions.Default.Parse).GetCompilationUnitRoot()
            .Members.OfType<BaseTypeDeclarationSyntax>().Select(type => type.SpanStart);
        return starts.Reverse().Aggregate(code, (text, start) => text.Insert(start, attribute + "\n"));
    }
}
