using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.CodeFixes.Editing;
using ShapeGen.Generator.Analyzers;

namespace ShapeGen.CodeFixes;

/// <summary>
/// Fixes all occurrences in a document, project or solution: everything that is independent at once, then looks again
/// at the documents where something had to wait. A Flatten inserted before a model's first Dense often fixes its second.
/// </summary>
internal sealed class FixAllInRounds : FixAllProvider
{
    public static FixAllInRounds Instance { get; } = new();

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        string title = $"Fix all '{string.Join("', '", fixAllContext.DiagnosticIds.OrderBy(id => id, StringComparer.Ordinal))}'";
        return Task.FromResult<CodeAction?>(CodeAction.Create(title, token => FixAsync(fixAllContext, token), fixAllContext.CodeActionEquivalenceKey));
    }

    private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellation)
    {
        Solution solution = context.Solution;
        ILookup<DocumentId, Diagnostic> pending = ByDocument(solution, await FindAsync(context).ConfigureAwait(false));

        // A fix that leaves its diagnostic standing must not run for ever.
        int rounds = pending.Select(document => document.Count()).DefaultIfEmpty().Max();
        for (; rounds > 0 && pending.Count > 0; rounds--)
        {
            var batch = new EditBatch();
            List<DocumentId> unfinished = await CollectAsync(context, solution, pending, batch, cancellation).ConfigureAwait(false);
            solution = await batch.ApplyAsync(solution, cancellation).ConfigureAwait(false);
            pending = batch.IsEmpty ? pending : await LookAgainAsync(context, solution, unfinished, cancellation).ConfigureAwait(false);
        }

        return solution;
    }

    /// <summary>Puts what fits together into the batch and answers the documents where something is left.</summary>
    private static async Task<List<DocumentId>> CollectAsync(
        FixAllContext context, Solution solution, ILookup<DocumentId, Diagnostic> pending, EditBatch batch, CancellationToken cancellation)
    {
        var provider = (EditingCodeFix)context.CodeFixProvider;
        var unfinished = new List<DocumentId>();
        foreach (IGrouping<DocumentId, Diagnostic> found in pending)
        {
            bool isFinished = true;
            foreach (Diagnostic diagnostic in found.OrderBy(d => d.Location.SourceSpan.Start))
            {
                Fix? fix = await provider.FindFixAsync(solution.GetDocument(found.Key)!, diagnostic, context.CodeActionEquivalenceKey, cancellation).ConfigureAwait(false);
                isFinished &= fix is null || batch.TryAdd(fix);
            }

            if (!isFinished)
            {
                unfinished.Add(found.Key);
            }
        }

        return unfinished;
    }

    private static async Task<IEnumerable<Diagnostic>> FindAsync(FixAllContext context)
    {
        if (context is { Scope: FixAllScope.Document, Document: { } document })
        {
            return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
        }

        var all = new List<Diagnostic>();
        foreach (Project project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
        {
            if (project.Language == LanguageNames.CSharp)
            {
                all.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
            }
        }

        return all;
    }

    /// <summary>The diagnostics of changed documents: the host's own stand for the text before the change.</summary>
    private static async Task<ILookup<DocumentId, Diagnostic>> LookAgainAsync(
        FixAllContext context, Solution solution, IEnumerable<DocumentId> documents, CancellationToken cancellation)
    {
        var found = new List<Diagnostic>();
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. Analyzers().Where(a => a.SupportedDiagnostics.Any(d => context.DiagnosticIds.Contains(d.Id)))];
        foreach (IGrouping<ProjectId, DocumentId> changed in documents.GroupBy(id => id.ProjectId))
        {
            Project project = solution.GetProject(changed.Key)!;
            if (analyzers.IsEmpty || await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
            {
                continue;
            }

            CompilationWithAnalyzers analysis = compilation.WithAnalyzers(analyzers, project.AnalyzerOptions);
            foreach (DocumentId id in changed)
            {
                SyntaxTree? tree = await solution.GetDocument(id)!.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false);
                found.AddRange(await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree!), filterSpan: null, cancellation).ConfigureAwait(false));
            }
        }

        return ByDocument(solution, found.Where(d => context.DiagnosticIds.Contains(d.Id)));
    }

    private static IEnumerable<DiagnosticAnalyzer> Analyzers() => typeof(ModelAnalyzer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    private static ILookup<DocumentId, Diagnostic> ByDocument(Solution solution, IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Select(diagnostic => (solution.GetDocument(diagnostic.Location.SourceTree)?.Id, diagnostic))
        .Where(pair => pair.Id is not null)
        .ToLookup(pair => pair.Id!, pair => pair.diagnostic);
}
