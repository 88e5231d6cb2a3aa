using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ShapeGen.CodeFixes.Editing;

namespace ShapeGen.CodeFixes;

/// <summary>
/// A code fix whose changes are small edits of the text, so that every comment, blank and line break around them stays
/// as it is. Fix All is the same for all of them.
/// </summary>
public abstract class EditingCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllInRounds.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Fix fix in await FindFixesAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(CodeAction.Create(fix.Title, token => ApplyAsync(solution, fix, token), fix.Key), diagnostic);
            }
        }
    }

    /// <summary>What fixes a diagnostic, the likeliest first; nothing where the text has moved on.</summary>
    private protected abstract Task<IReadOnlyList<Fix>> FindFixesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>The fix that Fix All has been asked for, or null where this diagnostic has no such fix.</summary>
    internal async Task<Fix?> FindFixAsync(Document document, Diagnostic diagnostic, string? key, CancellationToken cancellation)
    {
        IReadOnlyList<Fix> fixes = await FindFixesAsync(document, diagnostic, cancellation).ConfigureAwait(false);
        return fixes.FirstOrDefault(fix => fix.Key == key);
    }

    private static Task<Solution> ApplyAsync(Solution solution, Fix fix, CancellationToken cancellation)
    {
        var batch = new EditBatch();
        batch.TryAdd(fix);
        return batch.ApplyAsync(solution, cancellation);
    }
}
