using Xunit;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.Generator.Tests.Analyzers.CallSites;

/// <summary>Code and the places that were marked in it.</summary>
/// <param name="Code">The code without marks.</param>
/// <param name="Reports">The <c>{|ID:…|}</c> in order.</param>
/// <param name="Extra">The <c>{+…+}</c>, if there is one.</param>
internal sealed partial record MarkedCode(string Code, IReadOnlyList<(string Id, TextSpan Span)> Reports, TextSpan? Extra)
{
    public static MarkedCode Parse(string marked)
    {
        var code = new StringBuilder();
        var reports = new List<(string, TextSpan)>();
        var open = new Stack<(string Id, int Start)>();
        TextSpan? extra = null;
        int end = 0;
        foreach (Match mark in Mark().Matches(marked))
        {
            code.Append(marked, end, mark.Index - end);
            end = mark.Index + mark.Length;
            if (mark.Value[0] == '{')
            {
                open.Push((mark.Groups["id"].Value, code.Length));
                continue;
            }

            (string id, int start) = open.Pop();
            TextSpan span = TextSpan.FromBounds(start, code.Length);
            if (id.Length == 0)
            {
                extra = span;
            }
            else
            {
                reports.Add((id, span));
            }
        }

        Assert.Empty(open);
        code.Append(marked, end, marked.Length - end);
        return new MarkedCode(code.ToString(), [.. reports.OrderBy(r => r.Item2.Start)], extra);
    }

    [GeneratedRegex(@"\{\|(?<id>SHAPE\d{4}):|\{\+|\|\}|\+\}")]
    private static partial Regex Mark();
}
