using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.CodeFixes.Editing;
using ShapeGen.Generator.Core;

namespace ShapeGen.CodeFixes.Repairs;

/// <summary>Adds and removes axes of an input's shape, written as arguments, as an array or as a collection.</summary>
internal sealed class AxisEdits(AttributeSyntax attribute)
{
    public IEnumerable<TextChange>? Make(RepairKind kind)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return null;
        }

        AttributeArgumentSyntax[] values = [.. list.Arguments.Where(argument => argument.NameEquals is null)];
        return values.Length == 1 ? Inside(values[0].Expression, kind) ?? Change(list, list.Arguments, kind) : Change(list, list.Arguments, kind);
    }

    private static IEnumerable<TextChange>? Inside(ExpressionSyntax expression, RepairKind kind) => expression switch
    {
        CollectionExpressionSyntax collection => Change(collection, collection.Elements, kind),
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => Change(initializer, initializer.Expressions, kind),
        ImplicitArrayCreationExpressionSyntax { Initializer: { } initializer } => Change(initializer, initializer.Expressions, kind),
        _ => null,
    };

    private static IEnumerable<TextChange>? Change<T>(SyntaxNode list, SeparatedSyntaxList<T> elements, RepairKind kind)
        where T : SyntaxNode
    {
        T[] axes = [.. elements.Where(element => element is not AttributeArgumentSyntax { NameEquals: not null })];
        if (axes.Length < 2)
        {
            return null;
        }

        return kind switch
        {
            RepairKind.RemoveFirstAxis => AttributeRemoval.RemoveElements(list, elements, element => element == axes[0]),
            RepairKind.AddFirstAxis => [new TextChange(new TextSpan(axes[0].SpanStart, 0), "1, ")],
            _ => [new TextChange(new TextSpan(axes[axes.Length - 1].Span.End, 0), ", 1")],
        };
    }
}
