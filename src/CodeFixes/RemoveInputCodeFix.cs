using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.CodeFixes.Editing;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.CodeFixes;

/// <summary>SHAPE0003: removes the input attribute that is one too many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveInputCodeFix))]
public sealed class RemoveInputCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SeveralInputs];

    private protected override async Task<IReadOnlyList<Fix>> FindFixesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel model = await document.RequireSemanticModelAsync(cancellation).ConfigureAwait(false);
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        if (model.FindAttribute(diagnostic.Location.SourceSpan.Start, cancellation) is not { } attribute)
        {
            return [];
        }

        Edit[] edits = [.. AttributeRemoval.Remove(attribute, text).Select(change => new Edit(document.Id, change))];
        return [new Fix($"Remove [{attribute.NormalizeWhitespace()}]", RuleIds.SeveralInputs, edits, attribute.ModelPlace(document))];
    }
}
