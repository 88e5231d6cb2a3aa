using System.ComponentModel;
using System.Text;

namespace ShapeGen.CompilerServices;

/// <summary>Draws the table of a long model's summary, which generated code holds as the cells alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SummaryText
{
    private static readonly int[] ChainWidths = [36, 27, 15];
    private static readonly int[] GraphWidths = [27, 22, 13, 23];

    /// <summary>The table that Keras' <c>model.summary()</c> prints.</summary>
    /// <param name="rows">
    /// A line with the title, one with the columns' names, then those of the layers, whose cells have │ between them; a tab starts
    /// a line that continues the one above, a space the totals.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    public static string Draw(string rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] lines = rows.Split('\n');
        int[] widths = lines[1].AsSpan().Count('│') + 1 == ChainWidths.Length ? ChainWidths : GraphWidths;
        var text = new StringBuilder(lines[0]).Append('\n');
        Rule(text, widths, "┏━┳┓");
        Row(text, widths, '┃', lines[1]);
        Rule(text, widths, "┡━╇┩");
        bool isInTable = true;
        for (int i = 2; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.StartsWith(' '))
            {
                if (isInTable)
                {
                    Rule(text, widths, "└─┴┘");
                }

                isInTable = false;
                text.Append(line).Append(i == lines.Length - 1 ? "" : "\n");
                continue;
            }

            if (i > 2 && !line.StartsWith('\t'))
            {
                Rule(text, widths, "├─┼┤");
            }

            Row(text, widths, '│', line.TrimStart('\t'));
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, int[] widths, char edge, string line)
    {
        string[] cells = line.Split('│');
        for (int i = 0; i < widths.Length; i++)
        {
            // Numbers stand to the right.
            text.Append(edge).Append(' ').Append(i == 2 ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i])).Append(' ');
        }

        text.Append(edge).Append('\n');
    }

    private static void Rule(StringBuilder text, int[] widths, string signs)
    {
        for (int i = 0; i < widths.Length; i++)
        {
            text.Append(signs[i == 0 ? 0 : 2]).Append(signs[1], widths[i] + 2);
        }

        text.Append(signs[3]).Append('\n');
    }
}
