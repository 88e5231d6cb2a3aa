using System.Globalization;
using System.Text;

namespace ShapeGen.Generator.Core;

/// <summary>Gives layers without a name Keras' automatic one: the class name in snake case, counted per model.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The next automatic name of a class: <c>dense</c>, then <c>dense_1</c>.</summary>
    public string Next(string typeName)
    {
        string name = ToSnakeCase(typeName);
        _counts.TryGetValue(name, out int count);
        _counts[name] = count + 1;
        return count == 0 ? name : $"{name}_{count.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>How messages call a layer: its class, and its name where it has been given one.</summary>
    public static string Label(string typeName, string? name) => name is null ? typeName : $"{typeName} \"{OnOneLine(name)}\"";

    /// <summary>
    /// A name with line breaks, control characters and what no XML may hold escaped, so that it cannot leave the comment or
    /// the line of a table that it is printed in.
    /// </summary>
    public static string OnOneLine(string name)
    {
        var result = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogatePair(name, i))
            {
                result.Append(name, i++, 2);
                continue;
            }

            char c = name[i];
            result.Append(IsPrintable(c) ? c.ToString() : $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}");
        }

        return result.ToString();
    }

    /// <summary>Half a surrogate pair, U+FFFE and U+FFFF are no characters of XML 1.0.</summary>
    private static bool IsPrintable(char c) => c is not ('\uFFFE' or '\uFFFF')
        && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    /// <summary>
    /// As Keras' <c>to_snake_case</c>: an underscore in front of each capital that follows a small letter or digit, or
    /// starts a word (<c>GlobalAveragePooling2D</c> → <c>global_average_pooling2d</c>, <c>ConvLSTM2D</c> → <c>conv_lstm2d</c>).
    /// </summary>
    public static string ToSnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = i > 0 && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }
}
