using Xunit;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Analyzers;

namespace ShapeGen.Generator.Tests.Analyzers.CallSites;

/// <summary>Compiles call sites against generated models and runs the analyzer over them.</summary>
internal static class CallSiteRun
{
    private static readonly MetadataReference[] Platform = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
        .Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly MetadataReference Runtime = MetadataReference.CreateFromFile(typeof(InputShapeAttribute).Assembly.Location);
    private static readonly ConcurrentDictionary<LanguageVersion, Lazy<CSharpCompilation>> Models = new();

    /// <summary>The compilation of files of calls beside the models, the first one named <c>0</c> and so on.</summary>
    public static CSharpCompilation Compile(IEnumerable<string> files, LanguageVersion language, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        CSharpCompilation models = Models.GetOrAdd(language, version => new Lazy<CSharpCompilation>(() => CompileModels(version))).Value;
        return models
            .WithOptions(models.Options.WithOutputKind(kind))
            .AddSyntaxTrees(files.Select((code, index) => Parse(code, index.ToString(CultureInfo.InvariantCulture), language)));
    }

    /// <summary>Without ShapeGen and its models.</summary>
    public static CSharpCompilation CompileAlone(string code) =>
        CSharpCompilation.Create("Alone", [Parse(code, "0", LanguageVersion.CSharp14)], Platform, Options);

    /// <summary>The analyzer's reports, as they stand in the files. An exception of the analyzer fails.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Analyze(CSharpCompilation compilation)
    {
        var failures = new ConcurrentQueue<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => failures.Enqueue(exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await new CompilationWithAnalyzers(compilation, [new CallSiteAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(failures);
        return [.. found.OrderBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The compiler's own errors.</summary>
    public static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

    private static CSharpCompilationOptions Options { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable);

    private static CSharpCompilation CompileModels(LanguageVersion language)
    {
        CSharpCompilation vendor = Generate("Vendor", "VendorModels.txt", [], language);
        using var image = new MemoryStream();
        Assert.True(vendor.Emit(image).Success);
        return Generate("Consumer", "Models.txt", [MetadataReference.CreateFromImage(image.ToArray())], language);
    }

    private static CSharpCompilation Generate(string assembly, string file, IEnumerable<MetadataReference> references, LanguageVersion language)
    {
        SyntaxTree tree = Parse(CallSiteCase.Text(file), file, language);
        var input = CSharpCompilation.Create(assembly, [tree], [.. Platform, Runtime, .. references], Options);
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)tree.Options)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        Assert.Empty(Errors(output));
        return (CSharpCompilation)output;
    }

    private static SyntaxTree Parse(string code, string path, LanguageVersion language) =>
        CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(language, DocumentationMode.None), path);
}
