using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Tests.Analyzers;

namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Sources in one compilation: runs the generator and every analyzer over them, compiles all, and says what broke a promise.</summary>
internal sealed class FuzzBatch(ulong seed, int number, IReadOnlyList<FuzzSource> sources)
{
    private readonly FuzzCounts _counts = new();
    private readonly Dictionary<SyntaxTree, FuzzSource> _sourceOf = [];

    /// <summary>Whether some source has lost its namespace: what is generated outside of any may be anyone's.</summary>
    private bool _hasBroken;

    /// <summary>Every language version that a net10.0 project can be set to has its turn.</summary>
    private CompileOptions Options => new()
    {
        Language = (number / 2 % 3) switch { 0 => LanguageVersion.CSharp14, 1 => LanguageVersion.CSharp13, _ => LanguageVersion.CSharp12 },
        HasTensors = number / 2 % 2 == 0,
        Documentation = number / 2 % 5 == 0 ? DocumentationMode.Diagnose : DocumentationMode.None,
    };

    /// <summary>
    /// Runs a batch. Broken sources may spoil each other, as where one has become a namespace System: a fault among them counts
    /// if a source shows it alone, or if it is an exception.
    /// </summary>
    public static async Task<FuzzCounts> RunConfirmed(ulong seed, int number, IReadOnlyList<FuzzSource> sources)
    {
        FuzzCounts counts = await new FuzzBatch(seed, number, sources).Run();
        if (counts.Failures.Count == 0 || sources.All(s => s.Kind != SourceKind.Broken))
        {
            return counts;
        }

        List<string> confirmed = [.. counts.Exceptions];
        foreach (FuzzSource source in sources)
        {
            confirmed.AddRange((await new FuzzBatch(seed, number, [source]).Run()).Failures);
        }

        counts.Failures.Clear();
        counts.Failures.AddRange(confirmed);
        return counts;
    }

    public async Task<FuzzCounts> Run()
    {
        _hasBroken = sources.Any(s => s.Kind == SourceKind.Broken);
        CSharpCompilation compilation = Compile.Sources(Options, [.. sources.SelectMany(s => s.Texts)]);
        int file = 0;
        foreach (FuzzSource source in sources)
        {
            _counts.Sources[source.Kind] = _counts.Sources.GetValueOrDefault(source.Kind) + 1;
            foreach (string _ in source.Texts)
            {
                _sourceOf.Add(compilation.SyntaxTrees[file++], source);
            }
        }

        if (Generate(compilation) is { } generated)
        {
            await Judge(generated);
        }

        return _counts;
    }

    /// <summary>The compilation with the generated files, or null after an exception: CS8785 in a build.</summary>
    private Compilation? Generate(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Options.Parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is null && diagnostics.All(d => d.Id == RuleIds.MisnamedArgument))
        {
            _counts.GeneratedCharacters += result.GeneratedSources.Sum(s => (long)s.SourceText.Length);
            return output;
        }

        FailWithException(sources.Count == 1 ? sources[0] : null, $"The generator: {result.Exception}{string.Join('\n', diagnostics)}");
        return null;
    }

    private async Task Judge(Compilation output)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, analyzer, diagnostic) => FailWithException(SourceOf(diagnostic.Location), $"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var analysis = new CompilationWithAnalyzers(output, AnalyzerRun.Analyzers, options);
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAllDiagnosticsAsync();
        ILookup<FuzzSource, Diagnostic> bySource = diagnostics
            .Where(d => d.Severity >= DiagnosticSeverity.Warning || d.Id.StartsWith("SHAPE", StringComparison.Ordinal))
            .Select(d => (Source: SourceOf(d.Location), Diagnostic: d))
            .Where(pair => pair.Source is not null)
            .ToLookup(pair => pair.Source!, pair => pair.Diagnostic);
        foreach (Diagnostic orphan in diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && SourceOf(d.Location) is null && !_hasBroken))
        {
            Fail(null, orphan.ToString());
        }

        var verdict = new SourceVerdict(_counts, [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)], IsGenerated, Fail);
        ILookup<FuzzSource, INamedTypeSymbol> models = FindModels(analysis.Compilation);
        foreach (FuzzSource source in sources)
        {
            verdict.Judge(source, [.. bySource[source]], [.. models[source]]);
        }
    }

    /// <summary>All types with an attribute of ShapeGen's, by the source that their first part stands in.</summary>
    private ILookup<FuzzSource, INamedTypeSymbol> FindModels(Compilation compilation)
    {
        var found = new List<INamedTypeSymbol>();
        var open = new Stack<INamespaceOrTypeSymbol>([compilation.Assembly.GlobalNamespace]);
        while (open.TryPop(out INamespaceOrTypeSymbol? next))
        {
            foreach (INamespaceOrTypeSymbol member in next.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                // The compiler refuses what has no name, and no code could be written for what stands in it.
                if (member.Name.Length > 0)
                {
                    open.Push(member);
                }
            }

            // A block has no code of its own to look for.
            if (next is INamedTypeSymbol type && type.GetAttributes().Any(IsModelAttribute) && !type.GetAttributes().Any(a => a.AttributeClass?.Name == "BlockAttribute"))
            {
                found.Add(type);
            }
        }

        return found
            .Select(type => (Type: type, Source: type.Locations.Select(SourceOf).FirstOrDefault(s => s is not null)))
            .Where(pair => pair.Source is not null)
            .ToLookup(pair => pair.Source!, pair => pair.Type);
    }

    private static bool IsModelAttribute(AttributeData attribute)
    {
        INamedTypeSymbol? type = attribute.AttributeClass;
        bool isInput = type?.Name is "InputShapeAttribute" or "InputFromAttribute";
        for (INamedTypeSymbol? parent = type; parent is not null; parent = parent.BaseType)
        {
            if ((isInput || parent.Name == "LayerAttribute") && parent.ContainingNamespace?.ToDisplayString() == "ShapeGen")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGenerated(Location location) => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    /// <summary>The source that a place stands in or was generated for: a generated file is named after its namespace.</summary>
    private FuzzSource? SourceOf(Location location)
    {
        if (location.SourceTree is not { } tree)
        {
            return null;
        }

        if (_sourceOf.TryGetValue(tree, out FuzzSource? source))
        {
            return source;
        }

        string name = Path.GetFileName(tree.FilePath);
        return name.StartsWith("Fz", StringComparison.Ordinal) && int.TryParse(name[2..].Split('.')[0], CultureInfo.InvariantCulture, out int index)
            ? sources.FirstOrDefault(s => s.Index == index)
            : null;
    }

    private void FailWithException(FuzzSource? source, string what)
    {
        Fail(source, what);
        _counts.Exceptions.Add(_counts.Failures[^1]);
    }

    private void Fail(FuzzSource? source, string what)
    {
        string text = source is null ? "" : $"\n{string.Join("\n// ---- second file ----\n", source.Texts)}";
        _counts.Failures.Add($"seed {seed}, batch {number} ({Options.Language}), source {source?.Index.ToString(CultureInfo.InvariantCulture) ?? "unknown"} ({source?.Kind}): {what}{text}\n");
    }
}
