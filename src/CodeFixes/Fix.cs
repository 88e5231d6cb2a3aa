using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.CodeFixes;

/// <summary>One way to fix a diagnostic.</summary>
/// <param name="Title">As the menu shows it.</param>
/// <param name="Key">The same for the same remedy at another place, whatever the names there: Fix All goes by it.</param>
/// <param name="Edits">The changes, in any order.</param>
/// <param name="Model">
/// The declaration whose meaning the fix changes: another diagnostic on it may be gone or may need another repair
/// afterwards, so Fix All looks again. Null where fixes do not depend on each other.
/// </param>
internal sealed record Fix(string Title, string Key, IReadOnlyList<Edit> Edits, ModelPlace? Model = null);

/// <summary>A change of one document's text.</summary>
internal readonly record struct Edit(DocumentId Document, TextChange Change);

/// <summary>Where a model's declaration starts.</summary>
internal sealed record ModelPlace(DocumentId Document, int Position);
