using System.ComponentModel;
using System.Globalization;
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
    /// A line with the title, one with the columns' names, then one a layer, with │ between its cells. Lines that start with a tab
    /// stand for repetitions: the line before them says from which n to which, as in <c>n from 2 to 19</c>. A space starts the totals.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    public static string Draw(string rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] lines = rows.Split('\n');
        int[] widths = lines[1].AsSpan().Count('│') + 1 == ChainWidths.Length ? ChainWidths : GraphWidths;
        int totals = Array.FindIndex(lines, line => line.StartsWith(' '));
        var text = new StringBuilder(lines[0]).Append('\n');
        Rule(text, widths, "┏━┳┓");
        Row(text, widths, '┃', lines[1].Split('│'));
        Rule(text, widths, "┡━╇┩");
        bool isFirst = true;
        foreach (string line in Layers(lines.AsSpan(2..totals)))
        {
            if (!isFirst)
            {
                Rule(text, widths, "├─┼┤");
            }

            isFirst = false;
            Layer(text, widths, line.Split('│'));
        }

        Rule(text, widths, "└─┴┘");
        return text.AppendJoin('\n', lines.AsSpan(totals..)).ToString();
    }

    /// <summary>A line a layer, repetitions among them.</summary>
    private static List<string> Layers(ReadOnlySpan<string> lines)
    {
        var layers = new List<string>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Contains('│'))
            {
                layers.Add(lines[i]);
                continue;
            }

            // n from 2 to 19
            string[] words = lines[i].Split(' ');
            int start = i + 1;
            while (i + 1 < lines.Length && lines[i + 1].StartsWith('\t'))
            {
                i++;
            }

            for (int n = Number(words[2]); n <= Number(words[4]); n++)
            {
                for (int line = start; line <= i; line++)
                {
                    layers.Add(RepeatedText.Of(lines[line][1..], n));
                }
            }
        }

        return layers;
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    /// <summary>One layer, over as many lines as its longest cell takes.</summary>
    private static void Layer(StringBuilder text, int[] widths, string[] cells)
    {
        int type = cells[0].IndexOf(" (", StringComparison.Ordinal);
        List<string>[] columns = [.. cells.Select(_ => new List<string>())];
        if (cells[0].Length <= widths[0])
        {
            columns[0].Add(cells[0]);
        }
        else
        {
            Wrap(columns[0], cells[0][..type], widths[0]);
            Wrap(columns[0], cells[0][(type + 1)..], widths[0]);
        }

        Wrap(columns[1], cells[1], widths[1]);
        columns[2].Add(cells[2]);
        if (widths.Length == GraphWidths.Length)
        {
            string[] sources = cells[3].Split(", ");
            for (int i = 0; i < sources.Length; i++)
            {
                Wrap(columns[3], i < sources.Length - 1 ? $"{sources[i]}," : sources[i], widths[3]);
            }
        }

        for (int i = 0; i < columns.Max(column => column.Count); i++)
        {
            Row(text, widths, '│', [.. columns.Select(column => i < column.Count ? column[i] : "")]);
        }
    }

    private static void Wrap(List<string> lines, string text, int width)
    {
        for (int start = 0; start < text.Length; start += width)
        {
            lines.Add(text.Substring(start, Math.Min(width, text.Length - start)));
        }
    }

    private static void Row(StringBuilder text, int[] widths, char edge, string[] cells)
    {
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
