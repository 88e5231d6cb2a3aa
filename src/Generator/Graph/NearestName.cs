namespace ShapeGen.Generator.Graph;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest changed letters, at most a third of the letters and at least two; null where none is near.</summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        int limit = Math.Max(2, name.Length / 3);
        return names
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => Distance(LettersOf(name), LettersOf(pair.Name)))
            .Select(pair => pair.Name)
            .FirstOrDefault();
    }

    /// <summary>Of names that are equally near the one that differs in signs alone is meant: <c>dense_1</c> by <c>dense1</c>.</summary>
    private static string LettersOf(string name) => new([.. name.ToUpperInvariant().Where(char.IsLetterOrDigit)]);

    /// <summary>Levenshtein's: letters put in, taken out or exchanged.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int exchanged = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(exchanged, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
