using System.Globalization;
using System.Text;

namespace ShapeGen.CompilerServices;

/// <summary>Text of a repeated block that a long model's file holds once: <c>basic_{n}/dense</c>, and <c>{n-1}</c> where it names the block before.</summary>
internal static class RepeatedText
{
    private const string Number = "{n";

    /// <summary>The text for one value of n.</summary>
    public static string Of(string template, int n)
    {
        var text = new StringBuilder();
        int from = 0;
        for (int at = template.IndexOf(Number, StringComparison.Ordinal); at >= 0; at = template.IndexOf(Number, from, StringComparison.Ordinal))
        {
            int end = template.IndexOf('}', at);
            ReadOnlySpan<char> less = template.AsSpan((at + Number.Length)..end);
            text.Append(template, from, at - from).Append(n + (less.IsEmpty ? 0 : int.Parse(less, CultureInfo.InvariantCulture)));
            from = end + 1;
        }

        return text.Append(template, from, template.Length - from).ToString();
    }
}
