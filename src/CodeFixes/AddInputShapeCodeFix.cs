using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.CodeFixes.Editing;
using ShapeGen.Generator;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.CodeFixes;

/// <summary>SHAPE0002: writes an <c>[InputShape]</c> in front of the first layer, for the user to fill in.</summary>
/// <remarks>
/// Its dimensions are 0. Nobody but the user knows them, and any other number might fit the layers and stay unnoticed;
/// a 0 compiles, and SHAPE0101 points at each one that is still to be replaced. There are as many as the layers ask for.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddInputShapeCodeFix))]
public sealed class AddInputShapeCodeFix : EditingCodeFix
{
    private const int LargestRank = 4;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NoInput];

    private protected override async Task<IReadOnlyList<Fix>> FindFixesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel model = await document.RequireSemanticModelAsync(cancellation).ConfigureAwait(false);
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan) is not TypeDeclarationSyntax declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not { } type
            || AttributeReader.ModelAttributes(type).FirstOrDefault()?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax first
            || first.SyntaxTree != model.SyntaxTree
            || model.Compilation.FindAttribute("InputShape") is not { } inputShape
            || DeclarationReader.Read(type, cancellation) is not { } declared)
        {
            return [];
        }

        string dimensions = string.Join(", ", Enumerable.Repeat("0", FittingRank(declared)));
        string attribute = $"{TypeNames.OfAttribute(inputShape, first, model)}({dimensions})";
        var edit = new Edit(document.Id, AttributeInsertion.Before(first, attribute, model.SyntaxTree.GetText(cancellation)));
        return [new Fix($"Add [InputShape({dimensions})]", RuleIds.NoInput, [edit])];
    }

    /// <summary>The number of axes that the fewest layers object to; the smaller one in doubt.</summary>
    private static int FittingRank(ModelDeclaration declared) => Enumerable.Range(1, LargestRank).OrderBy(rank =>
    {
        var input = new InputDeclaration(0, Enumerable.Repeat(1, rank).ToEquatableArray(), "float");
        ShapedModel model = ShapeInference.Infer(declared with { Inputs = new EquatableArray<InputDeclaration>([input]) });
        return model.Problems.Count(problem => problem.RuleId == RuleIds.RankMismatch);
    }).First();
}
