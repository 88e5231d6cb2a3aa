using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.CodeFixes.Editing;

/// <summary>Finds attributes in documents and what they stand for.</summary>
internal static class DocumentSyntax
{
    public static async Task<SemanticModel> RequireSemanticModelAsync(this Document document, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"{document.Name} is a C# document without a semantic model.");

    /// <summary>The attribute that starts at a position, or null.</summary>
    public static AttributeSyntax? FindAttribute(this SemanticModel model, int position, CancellationToken cancellation)
    {
        SyntaxNode root = model.SyntaxTree.GetRoot(cancellation);
        return !root.FullSpan.Contains(position)
            ? null
            : root.FindToken(position).Parent?.AncestorsAndSelf().OfType<AttributeSyntax>().FirstOrDefault(found => found.SpanStart == position);
    }

    /// <summary>One of ShapeGen's attributes by its name without suffix.</summary>
    public static INamedTypeSymbol? FindAttribute(this Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName($"ShapeGen.{name}Attribute");

    public static INamedTypeSymbol? TypeOf(this SemanticModel model, AttributeSyntax attribute) =>
        model.GetTypeInfo(attribute).Type as INamedTypeSymbol;

    /// <summary>The declaration that an attribute stands on.</summary>
    public static ModelPlace ModelPlace(this AttributeSyntax attribute, Document document) =>
        new(document.Id, attribute.Parent!.Parent!.SpanStart);
}
