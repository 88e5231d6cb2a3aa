using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.CodeFixes.Editing;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.CodeFixes;

/// <summary>
/// SHAPE0004: moves all ShapeGen attributes of a model to the declaration that has the first, also from other files. The
/// layers keep the order that the compiler sees them in; an input goes in front of them.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveAttributesCodeFix))]
public sealed class MoveAttributesCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SeveralDeclarations];

    private protected override async Task<IReadOnlyList<Fix>> FindFixesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel model = await document.RequireSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model.FindAttribute(diagnostic.Location.SourceSpan.Start, cancellation)?.Parent?.Parent is not TypeDeclarationSyntax declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not { } type)
        {
            return [];
        }

        AttributeData[] attributes = [.. AttributeReader.ModelAttributes(type)];
        AttributeSyntax[] written = [.. attributes.Select(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation)).OfType<AttributeSyntax>()];
        Solution solution = document.Project.Solution;
        if (written.Length < attributes.Length || solution.GetDocument(written[0].SyntaxTree) is not { } home)
        {
            return [];
        }

        SyntaxNode target = written[0].Parent!.Parent!;
        var edits = new List<Edit>();
        foreach (IGrouping<AttributeListSyntax, AttributeSyntax> stray in written.Where(a => a.Parent!.Parent != target).GroupBy(a => (AttributeListSyntax)a.Parent!))
        {
            DocumentId? place = solution.GetDocument(stray.Key.SyntaxTree)?.Id;
            if (place is null)
            {
                return [];
            }

            SourceText text = await stray.Key.SyntaxTree.GetTextAsync(cancellation).ConfigureAwait(false);
            edits.AddRange(AttributeRemoval.Remove(stray.Key, stray.Contains, text).Select(change => new Edit(place, change)));
        }

        SourceText homeText = await home.GetTextAsync(cancellation).ConfigureAwait(false);
        edits.AddRange(Arrivals(attributes, written, model.Compilation, homeText, cancellation).Select(change => new Edit(home.Id, change)));
        return [new Fix($"Move all layers of {type.Name} to one declaration", RuleIds.SeveralDeclarations, edits)];
    }

    private static IEnumerable<TextChange> Arrivals(
        AttributeData[] attributes, AttributeSyntax[] written, Compilation compilation, SourceText text, CancellationToken cancellation)
    {
        AttributeSyntax first = written[0];
        SemanticModel home = compilation.GetSemanticModel(first.SyntaxTree);
        var inputs = new List<string>();
        var layers = new List<string>();
        foreach ((AttributeData data, AttributeSyntax syntax) in attributes.Zip(written, (data, syntax) => (data, syntax)))
        {
            if (syntax.Parent!.Parent != first.Parent!.Parent)
            {
                string moved = new Transplant(compilation.GetSemanticModel(syntax.SyntaxTree), home, first.SpanStart, cancellation).Write(syntax);
                (AttributeReader.IsInput(data) ? inputs : layers).Add(WithLineBreaks(moved, text.LineBreak(first.SpanStart)));
            }
        }

        foreach (string input in inputs)
        {
            yield return AttributeInsertion.Before(first, input, text);
        }

        if (layers.Count > 0)
        {
            AttributeSyntax last = written.Last(a => a.Parent!.Parent == first.Parent!.Parent);
            yield return AttributeInsertion.Behind((AttributeListSyntax)last.Parent!, layers, text);
        }
    }

    /// <summary>An attribute over several lines may come from a file with the other line breaks.</summary>
    private static string WithLineBreaks(string attribute, string lineBreak) => attribute.Replace("\r\n", "\n").Replace("\n", lineBreak);
}
