using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.CodeFixes.Editing;

/// <summary>Removes attributes and arguments, their separators and emptied lines, but no comment.</summary>
internal static class AttributeRemoval
{
    public static IEnumerable<TextChange> Remove(AttributeSyntax attribute, SourceText text) =>
        Remove((AttributeListSyntax)attribute.Parent!, other => other == attribute, text);

    /// <summary>Removes some attributes of a list, or the list where none is left.</summary>
    public static IEnumerable<TextChange> Remove(AttributeListSyntax list, Func<AttributeSyntax, bool> isRemoved, SourceText text) =>
        list.Attributes.All(isRemoved) ? [RemoveList(list, text)] : RemoveElements(list, list.Attributes, isRemoved);

    /// <summary>Removes some elements of a separated list, at least one of which stays.</summary>
    public static IEnumerable<TextChange> RemoveElements<T>(SyntaxNode list, SeparatedSyntaxList<T> elements, Func<T, bool> isRemoved)
        where T : SyntaxNode
    {
        int lastKept = elements.LastIndexOf(element => !isRemoved(element));
        for (int i = 0; i < lastKept; i++)
        {
            if (isRemoved(elements[i]))
            {
                foreach (TextChange change in Delete(list, TextSpan.FromBounds(elements[i].SpanStart, elements[i + 1].SpanStart), isAtEnd: false))
                {
                    yield return change;
                }
            }
        }

        foreach (TextChange change in Delete(list, TextSpan.FromBounds(elements[lastKept].Span.End, elements.Last().Span.End), isAtEnd: true))
        {
            yield return change;
        }
    }

    private static TextChange RemoveList(AttributeListSyntax list, SourceText text)
    {
        bool isFirst = text.StartsLine(list.SpanStart);
        bool isLast = text.EndsLine(list.Span.End);
        TextSpan span = (isFirst, isLast) switch
        {
            (true, true) => TextSpan.FromBounds(
                text.Lines.GetLineFromPosition(list.SpanStart).Start,
                text.Lines.GetLineFromPosition(list.Span.End).EndIncludingLineBreak),
            (false, true) => TextSpan.FromBounds(text.BeforeBlanks(list.SpanStart), list.Span.End),
            _ => TextSpan.FromBounds(list.SpanStart, text.AfterBlanks(list.Span.End)),
        };
        return new TextChange(span, "");
    }

    /// <summary>Deletes a span but for its comments and directives, the line breaks that end them, and the blanks around.</summary>
    private static IEnumerable<TextChange> Delete(SyntaxNode list, TextSpan span, bool isAtEnd)
    {
        int start = span.Start;
        SyntaxTrivia previous = default;
        foreach (SyntaxTrivia trivia in list.DescendantTrivia(span).Where(t => span.Contains(t.FullSpan)))
        {
            bool isComment = IsComment(trivia);
            bool followsKept = start > span.Start && trivia.FullSpan.Start == start;
            bool isLayout = trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia;
            if (isComment || (followsKept && isLayout && (!isAtEnd || !previous.IsKind(SyntaxKind.MultiLineCommentTrivia))))
            {
                // What goes in front of a bracket leaves the blanks before a comment, else those after it.
                bool keepsBlank = isAtEnd && isComment && previous.IsKind(SyntaxKind.WhitespaceTrivia) && previous.SpanStart >= start;
                yield return new TextChange(TextSpan.FromBounds(start, keepsBlank ? previous.SpanStart : trivia.FullSpan.Start), "");
                start = trivia.FullSpan.End;
            }

            previous = trivia;
        }

        yield return new TextChange(TextSpan.FromBounds(start, span.End), "");
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsDirective
        || trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia;
}
