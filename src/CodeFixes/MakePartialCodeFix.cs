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

/// <summary>SHAPE0001: makes a model and every type around it partial, all in one go.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
public sealed class MakePartialCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NotPartial];

    private protected override async Task<IReadOnlyList<Fix>> FindFixesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel model = await document.RequireSemanticModelAsync(cancellation).ConfigureAwait(false);
        SyntaxNode found = model.SyntaxTree.GetRoot(cancellation).FindNode(diagnostic.Location.SourceSpan);
        if (found is not TypeDeclarationSyntax declaration || model.GetDeclaredSymbol(declaration, cancellation) is not { } type)
        {
            return [];
        }

        Solution solution = document.Project.Solution;
        Edit[] edits =
        [
            .. from part in ModelTypeReader.SelfAndContainers(type)
               from reference in part.DeclaringSyntaxReferences
               let syntax = reference.GetSyntax(cancellation) as TypeDeclarationSyntax
               let place = solution.GetDocument(reference.SyntaxTree)
               where syntax is not null && place is not null && !syntax.Modifiers.Any(SyntaxKind.PartialKeyword)

               // The keyword of the type must follow right after it.
               select new Edit(place.Id, new TextChange(new TextSpan(syntax.Keyword.SpanStart, 0), "partial ")),
        ];
        string title = edits.Length == 1 ? $"Make {type.Name} partial" : $"Make {type.Name} and the types around it partial";
        return edits.Length == 0 ? [] : [new Fix(title, RuleIds.NotPartial, edits)];
    }
}
