using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.CodeFixes.Editing;

/// <summary>How a text is laid out around a position.</summary>
internal static class LineLayout
{
    /// <summary>Nothing but blanks stands before the position on its line.</summary>
    public static bool StartsLine(this SourceText text, int position) =>
        IsBlank(text, TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position));

    /// <summary>Nothing but blanks stands after the position on its line.</summary>
    public static bool EndsLine(this SourceText text, int position) =>
        IsBlank(text, TextSpan.FromBounds(position, text.Lines.GetLineFromPosition(position).End));

    /// <summary>The blanks that the line of a position starts with.</summary>
    public static string Indentation(this SourceText text, int position)
    {
        TextLine line = text.Lines.GetLineFromPosition(position);
        return text.ToString(TextSpan.FromBounds(line.Start, text.AfterBlanks(line.Start)));
    }

    /// <summary>The line break that the line of a position ends with; that of the first line where it is the last.</summary>
    public static string LineBreak(this SourceText text, int position)
    {
        TextLine line = text.Lines.GetLineFromPosition(position);
        line = line.End == line.EndIncludingLineBreak ? text.Lines[0] : line;
        string lineBreak = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return lineBreak.Length > 0 ? lineBreak : "\n";
    }

    /// <summary>The first position from here on that holds no blank; line breaks are none.</summary>
    public static int AfterBlanks(this SourceText text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }

    /// <summary>The end of what stands before the blanks in front of a position.</summary>
    public static int BeforeBlanks(this SourceText text, int position)
    {
        while (position > 0 && text[position - 1] is ' ' or '\t')
        {
            position--;
        }

        return position;
    }

    private static bool IsBlank(SourceText text, TextSpan span) => text.ToString(span).All(char.IsWhiteSpace);
}
