using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.CodeFixes;
using ShapeGen.Generator.Analyzers;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>Projects in a workspace, as an editor holds them: with the generator, the analyzers and the code fixes.</summary>
internal sealed class CodeFixRun
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(InputShapeAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<CodeFixProvider> Providers = [.. Instances<CodeFixProvider>(typeof(EditingCodeFix))];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [.. Instances<DiagnosticAnalyzer>(typeof(ModelAnalyzer))];

    private CodeFixRun(Solution solution) => Solution = solution;

    public Solution Solution { get; }

    /// <summary>Every project holds files of its own.</summary>
    public static CodeFixRun Of(params string[][] projects)
    {
        Solution solution = new AdhocWorkspace().CurrentSolution;
        for (int p = 0; p < projects.Length; p++)
        {
            ProjectInfo info = ProjectInfo.Create(
                ProjectId.CreateNewId(),
                VersionStamp.Default,
                $"Project{p}",
                $"Project{p}",
                LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14),
                metadataReferences: References,
                analyzerReferences: [new GeneratorReference()]);
            solution = solution.AddProject(info);
            for (int f = 0; f < projects[p].Length; f++)
            {
                DocumentId id = DocumentId.CreateNewId(info.Id);
                solution = solution.AddDocument(id, $"File{f}.cs", projects[p][f], filePath: $"/Project{p}/File{f}.cs");
            }
        }

        return new CodeFixRun(solution);
    }

    /// <summary>Our own diagnostics by place.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        return [.. (await compilation.WithAnalyzers(Analyzers, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync()).OrderBy(d => d.Location.SourceTree?.FilePath).ThenBy(d => d.Location.SourceSpan)];
    }

    /// <summary>All that the compiler and the analyzers say of a solution.</summary>
    public static async Task<string[]> ComplaintsAsync(Solution solution)
    {
        var complaints = new List<string>();
        foreach (Project project in solution.Projects)
        {
            Compilation compilation = (await project.GetCompilationAsync())!;
            complaints.AddRange(compilation.GetDiagnostics().Where(d => d.Severity > DiagnosticSeverity.Hidden).Select(d => d.ToString()));
            complaints.AddRange((await DiagnoseAsync(project)).Select(d => d.Id));
        }

        return [.. complaints.Order(StringComparer.Ordinal)];
    }

    public static async Task<string[]> TextsAsync(Solution solution)
    {
        var texts = new List<string>();
        foreach (Document document in solution.Projects.SelectMany(p => p.Documents))
        {
            texts.Add((await document.GetTextAsync()).ToString());
        }

        return [.. texts];
    }

    /// <summary>What the menu offers for a diagnostic, in its order.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(Diagnostic diagnostic)
    {
        var offers = new List<CodeAction>();
        Document document = Solution.GetDocument(diagnostic.Location.SourceTree)!;
        foreach (CodeFixProvider provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), default));
        }

        return offers;
    }

    public async Task<Solution> ApplyAsync(CodeAction action)
    {
        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(Solution, null!, default));
        return Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution;
    }

    /// <summary>Fix All as the editor starts it on a diagnostic's offer.</summary>
    public async Task<Solution> FixAllAsync(Diagnostic start, string key, FixAllScope scope, IReadOnlyList<Diagnostic>? given = null)
    {
        CodeFixProvider provider = Providers.Single(p => p.FixableDiagnosticIds.Contains(start.Id));
        Document document = Solution.GetDocument(start.Location.SourceTree)!;
        var context = new FixAllContext(document, provider, scope, key, [start.Id], new HostDiagnostics(start.Id, given), default);
        Assert.Contains(scope, provider.GetFixAllProvider()!.GetSupportedFixAllScopes());
        return await ApplyAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private static IEnumerable<T> Instances<T>(Type neighbour) => neighbour.Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type)!);

    private sealed class GeneratorReference : AnalyzerReference
    {
        /// <summary>The workspace asks again and expects the same one.</summary>
        private readonly ImmutableArray<ISourceGenerator> _generators = [new ModelGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(ModelGenerator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;
    }

    private sealed class HostDiagnostics(string id, IReadOnlyList<Diagnostic>? given) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (given ?? await DiagnoseAsync(project)).Where(d => d.Id == id && project.GetDocument(d.Location.SourceTree) is not null);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(document.Project, cancellationToken)).Where(d => document.Project.GetDocument(d.Location.SourceTree) == document);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
