using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.CodeFixes.Editing;

/// <summary>Writes an attribute so that it means the same at another place, where other usings are in force.</summary>
internal sealed class Transplant(SemanticModel from, SemanticModel to, int position, CancellationToken cancellation)
{
    public string Write(AttributeSyntax attribute)
    {
        TextChange[] changes = [.. Changes(attribute)];
        return SourceText.From(attribute.ToString())
            .WithChanges(changes.Select(c => new TextChange(new TextSpan(c.Span.Start - attribute.SpanStart, c.Span.Length), c.NewText ?? "")))
            .ToString();
    }

    private IEnumerable<TextChange> Changes(AttributeSyntax attribute)
    {
        if (from.TypeOf(attribute) is { } type && !TypeNames.BindsAsAttribute(attribute.Name.ToString(), type, to, position))
        {
            yield return new TextChange(attribute.Name.Span, TypeNames.Shortest(type, isAttribute: true, to, position));
        }

        foreach (AttributeArgumentSyntax argument in attribute.ArgumentList?.Arguments ?? default)
        {
            foreach (TextChange change in Rename(argument.Expression))
            {
                yield return change;
            }
        }
    }

    /// <summary>Looks at the outermost names that stand for a type, or for a member that <c>using static</c> brings in.</summary>
    private IEnumerable<TextChange> Rename(SyntaxNode node)
    {
        ISymbol? symbol = node is ExpressionSyntax ? from.GetSymbolInfo(node, cancellation).Symbol : null;
        if (symbol is INamedTypeSymbol type && node is NameSyntax or MemberAccessExpressionSyntax)
        {
            return TypeNames.Binds(node.ToString(), type, to, position)
                ? []
                : [new TextChange(node.Span, TypeNames.Shortest(type, isAttribute: false, to, position))];
        }

        if (node is IdentifierNameSyntax name && symbol is { IsStatic: true, ContainingType: { } owner })
        {
            ISymbol? bound = to.GetSpeculativeSymbolInfo(position, name, SpeculativeBindingOption.BindAsExpression).Symbol;
            return SymbolEqualityComparer.Default.Equals(bound, symbol)
                ? []
                : [new TextChange(new TextSpan(node.SpanStart, 0), TypeNames.Shortest(owner, isAttribute: false, to, position) + ".")];
        }

        // What stands after a dot is found in what stands before it.
        return node is MemberAccessExpressionSyntax access ? Rename(access.Expression) : node.ChildNodes().SelectMany(Rename);
    }
}
