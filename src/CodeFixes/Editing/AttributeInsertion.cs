using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.CodeFixes.Editing;

/// <summary>Writes an attribute next to another one, laid out as that one is.</summary>
internal static class AttributeInsertion
{
    /// <summary>Inserts in front of an attribute: into its list where it shares one, else as a list of its own.</summary>
    public static TextChange Before(AttributeSyntax next, string attribute, SourceText text)
    {
        var list = (AttributeListSyntax)next.Parent!;
        return list.Attributes.Count > 1 ? InList(next, list, attribute, text) : OwnList(list, attribute, text);
    }

    /// <summary>Inserts lists after one: on lines of their own where the next thing stands on another line.</summary>
    public static TextChange Behind(AttributeListSyntax list, IEnumerable<string> attributes, SourceText text)
    {
        IEnumerable<string> lists = attributes.Select(attribute => $"[{attribute}]");
        if (!IsLastOnLine(list, text))
        {
            return new TextChange(new TextSpan(list.Span.End, 0), string.Concat(lists.Select(written => " " + written)));
        }

        // At the end of the line, so that a comment there stays with the list that it belongs to.
        string lineStart = text.LineBreak(list.Span.End) + text.Indentation(list.SpanStart);
        int end = text.Lines.GetLineFromPosition(list.Span.End).End;
        return new TextChange(new TextSpan(end, 0), string.Concat(lists.Select(written => lineStart + written)));
    }

    private static TextChange InList(AttributeSyntax next, AttributeListSyntax list, string attribute, SourceText text)
    {
        // The first attribute stands after the bracket; the second one tells whether each has a line.
        SyntaxNode pattern = list.Attributes[0] == next ? list.Attributes[1] : next;
        string separator = text.StartsLine(pattern.SpanStart)
            ? "," + text.LineBreak(next.SpanStart) + text.Indentation(pattern.SpanStart)
            : ", ";
        return new TextChange(new TextSpan(next.SpanStart, 0), attribute + separator);
    }

    private static TextChange OwnList(AttributeListSyntax list, string attribute, SourceText text)
    {
        string separator = text.StartsLine(list.SpanStart) && IsLastOnLine(list, text)
            ? text.LineBreak(list.SpanStart) + text.Indentation(list.SpanStart)
            : list.SpanStart > 0 && text[list.SpanStart - 1] == ']' ? "" : " ";
        return new TextChange(new TextSpan(list.SpanStart, 0), $"[{list.Target?.ToString().Insert(list.Target.Span.Length, " ")}{attribute}]{separator}");
    }

    private static bool IsLastOnLine(AttributeListSyntax list, SourceText text)
    {
        SyntaxToken next = list.GetLastToken().GetNextToken();
        return text.Lines.IndexOf(next.SpanStart) > text.Lines.IndexOf(list.Span.End);
    }
}
