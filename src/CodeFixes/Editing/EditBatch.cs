using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.CodeFixes.Editing;

/// <summary>Edits that can be made at once because none touches what another changes.</summary>
internal sealed class EditBatch
{
    private readonly Dictionary<DocumentId, HashSet<TextChange>> _changes = [];
    private readonly HashSet<ModelPlace> _models = [];

    public bool IsEmpty => _changes.Count == 0;

    /// <summary>Adds all edits of a fix, or none where one of them or its model meets an earlier fix.</summary>
    public bool TryAdd(Fix fix)
    {
        if ((fix.Model is not null && _models.Contains(fix.Model)) || fix.Edits.Any(Collides))
        {
            return false;
        }

        if (fix.Model is not null)
        {
            _models.Add(fix.Model);
        }

        foreach (Edit edit in fix.Edits)
        {
            if (!_changes.TryGetValue(edit.Document, out HashSet<TextChange>? changes))
            {
                _changes.Add(edit.Document, changes = []);
            }

            changes.Add(edit.Change);
        }

        return true;
    }

    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellation)
    {
        foreach (KeyValuePair<DocumentId, HashSet<TextChange>> changed in _changes)
        {
            if (solution.GetDocument(changed.Key) is { } document)
            {
                SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
                solution = solution.WithDocumentText(changed.Key, text.WithChanges(changed.Value.OrderBy(change => change.Span)));
            }
        }

        return solution;
    }

    /// <summary>The very same change, such as a container that two models share made partial, is made once.</summary>
    private bool Collides(Edit edit) =>
        _changes.TryGetValue(edit.Document, out HashSet<TextChange>? changes)
        && !changes.Contains(edit.Change)
        && changes.Any(change => change.Span.IntersectsWith(edit.Change.Span));
}
