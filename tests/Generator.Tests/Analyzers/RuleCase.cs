using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.Generator.Tests.Analyzers;

/// <summary>A report that a case expects: where, which rule and the whole message.</summary>
internal sealed record ExpectedReport(TextSpan Span, string Id, string Message);

/// <summary>
/// A snippet and what the analyzers say of it. In the tables a case is its source, with <c>[|…|]</c> around each reported
/// place, and below it, indented, a line <c>ID message</c> for each in order; a blank line ends it and <c>#</c> starts a comment.
/// </summary>
internal sealed record RuleCase(string Table, int Line, string Source, IReadOnlyList<ExpectedReport> Expected)
{
    private const string Open = "[|";
    private const string Close = "|]";
    private const string Indentation = "        ";

    /// <summary>How many lines of the table the case takes.</summary>
    public int Lines => Source.Split('\n').Length + Expected.Count;

    public static IEnumerable<RuleCase> Read(string table, string text)
    {
        string[] lines = text.Split('\n');
        var source = new List<string>();
        var reports = new List<string>();
        int first = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            string line = i < lines.Length ? lines[i].TrimEnd('\r') : "";
            bool isReport = line.StartsWith(Indentation + "SHAPE", StringComparison.Ordinal);
            if (line.Length == 0 || line.StartsWith('#'))
            {
                if (source.Count > 0)
                {
                    yield return Parse(table, first + 1, string.Join('\n', source), reports);
                }

                source.Clear();
                reports.Clear();
            }
            else if (isReport)
            {
                reports.Add(line.Trim());
            }
            else
            {
                first = source.Count == 0 ? i : first;
                source.Add(line);
            }
        }
    }

    /// <summary>The case as its table should hold it, given what was found.</summary>
    public static string Write(string source, IEnumerable<ExpectedReport> found)
    {
        ExpectedReport[] reports = [.. found];
        var text = new StringBuilder();
        for (int i = 0; i <= source.Length; i++)
        {
            text.Insert(text.Length, Close, reports.Count(r => r.Span.End == i && !r.Span.IsEmpty));
            text.Insert(text.Length, Open, reports.Count(r => r.Span.Start == i));
            text.Append(i < source.Length ? source[i].ToString() : "");
        }

        foreach (ExpectedReport report in reports)
        {
            text.Append('\n').Append(Indentation).Append(report.Id).Append(' ').Append(report.Message);
        }

        return text.ToString();
    }

    private static RuleCase Parse(string table, int line, string marked, List<string> reports)
    {
        var spans = new List<TextSpan>();
        var open = new Stack<(int Start, int Index)>();
        var source = new StringBuilder();
        for (int i = 0; i < marked.Length; i++)
        {
            if (string.CompareOrdinal(marked, i, Open, 0, Open.Length) == 0)
            {
                open.Push((source.Length, spans.Count));
                spans.Add(default);
                i++;
            }
            else if (string.CompareOrdinal(marked, i, Close, 0, Close.Length) == 0)
            {
                (int start, int index) = open.Pop();
                spans[index] = TextSpan.FromBounds(start, source.Length);
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }
        }

        Assert.True(spans.Count == reports.Count, $"{table}:{line} marks {spans.Count} places but expects {reports.Count} reports.");
        IEnumerable<ExpectedReport> expected = spans.Zip(reports, (span, report) =>
        {
            int space = report.IndexOf(' ', StringComparison.Ordinal);
            return new ExpectedReport(span, report[..space], report[(space + 1)..]);
        });
        return new RuleCase(table, line, source.ToString(), [.. expected]);
    }
}
