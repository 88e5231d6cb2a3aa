using System.Globalization;
using System.Text;

namespace ShapeGen.Generator.Emission;

/// <summary>The generated file's name: <c>Namespace.Type.g.cs</c>.</summary>
internal static class HintName
{
    /// <summary>Of several models whose files' names differ in case at most, all but the first get a number: the compiler ignores case here.</summary>
    public static EquatableArray<string> FindClashes(IEnumerable<string> fullNames) => fullNames
        .GroupBy(Stem, StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.OrderBy(name => name, StringComparer.Ordinal).Skip(1))
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    public static string Of(string fullName, EquatableArray<string> clashes)
    {
        var name = new StringBuilder(fullName.Length + 8);
        foreach (char c in Stem(fullName))
        {
            bool isPlain = char.IsLetterOrDigit(c) || c is '.' or '_';
            name.Append(isPlain ? c.ToString() : $"-{((int)c).ToString("x4", CultureInfo.InvariantCulture)}");
        }

        for (int i = 0; i < clashes.Count; i++)
        {
            if (clashes[i] == fullName)
            {
                name.Append('-').Append((i + 2).ToString(CultureInfo.InvariantCulture));
            }
        }

        return name.Append(".g.cs").ToString();
    }

    /// <summary>Nested types are written as if in a namespace.</summary>
    private static string Stem(string fullName) => fullName.Replace('+', '.');
}
