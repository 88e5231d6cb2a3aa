using System.Text.RegularExpressions;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Emission;

/// <summary>
/// Lines of which some repeat the ones before with other numbers, as the names of repeated blocks do: <c>basic_2/dense</c> follows
/// <c>basic_1/dense</c>. Of these there is one round, with <c>{n}</c> for the number and <c>{n-1}</c> for the one before it.
/// </summary>
/// <param name="Lines">The lines, or one round of them.</param>
/// <param name="First">The n of the first round.</param>
/// <param name="Rounds">Rounds there are; 1 where the lines stand for themselves.</param>
internal sealed record RepeatedLines(IReadOnlyList<string> Lines, int First, int Rounds)
{
    /// <summary>Fewer are written out.</summary>
    private const int FewestRounds = 3;

    private const int LongestRound = 64;

    /// <summary>The number at the end of a name.</summary>
    private static readonly Regex Number = new("(?<=_)[1-9][0-9]{0,6}(?![0-9A-Za-z_])", RegexOptions.CultureInvariant);

    /// <summary>The n of the last round.</summary>
    public int Last => First + Rounds - 1;

    /// <summary>The lines cut where repetitions start and end.</summary>
    public static IEnumerable<RepeatedLines> Of(IReadOnlyList<string> lines)
    {
        string[] alike = [.. lines.Select(line => Number.Replace(line, "#"))];
        for (int next = 0; next < lines.Count;)
        {
            RepeatedLines part = Find(lines, alike, next) ?? new([lines[next]], 0, 1);
            yield return part;
            next += part.Lines.Count * part.Rounds;
        }
    }

    /// <summary>The shortest round from a place on that covers most.</summary>
    private static RepeatedLines? Find(IReadOnlyList<string> lines, string[] alike, int start)
    {
        RepeatedLines? best = null;
        for (int length = 1; length <= Math.Min(LongestRound, (lines.Count - start) / FewestRounds); length++)
        {
            int most = 1;
            while (start + ((most + 1) * length) <= lines.Count && Enumerable.Range(start + (most * length), length).All(i => alike[i] == alike[i - length]))
            {
                most++;
            }

            if (most < FewestRounds || most * length <= (best is null ? 0 : best.Rounds * best.Lines.Count) || Templates(lines, start, length) is not (int first, string[] templates))
            {
                continue;
            }

            int rounds = 2;
            while (rounds < most && Enumerable.Range(0, length).All(i => lines[start + (rounds * length) + i] == Expand(templates[i], first + rounds)))
            {
                rounds++;
            }

            if (rounds >= FewestRounds && rounds * length > (best is null ? 0 : best.Rounds * best.Lines.Count))
            {
                best = new RepeatedLines(templates, first, rounds);
            }
        }

        return best;
    }

    /// <summary>The first round with the numbers replaced that are one more in the second, and the largest of them; null where others differ.</summary>
    private static (int First, string[] Templates)? Templates(IReadOnlyList<string> lines, int start, int length)
    {
        (int From, int To)[] numbers = [.. Enumerable.Range(start, length).SelectMany(i =>
            Numbers(lines[i]).Zip(Numbers(lines[i + length]), (from, to) => (from, to)))];
        if (numbers.Any(number => number.To != number.From && number.To != number.From + 1))
        {
            return null;
        }

        int first = numbers.Where(number => number.To != number.From).Select(number => number.From).DefaultIfEmpty(1).Max();
        int at = 0;
        return (first, [.. Enumerable.Range(start, length).Select(i => Number.Replace(lines[i], number =>
        {
            (int from, int to) = numbers[at++];
            return from == to ? number.Value : from == first ? "{n}" : $"{{n{InvariantText.Of(from - first)}}}";
        }))]);
    }

    private static IEnumerable<int> Numbers(string line) => Number.Matches(line).Cast<Match>().Select(number => int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture));

    private static string Expand(string template, int n) => Regex.Replace(template, "\\{n(-[0-9]+)?\\}", number =>
        InvariantText.Of(n + (number.Groups[1].Length == 0 ? 0 : int.Parse(number.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))));
}
