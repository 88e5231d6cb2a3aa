using System.Text;

namespace ShapeGen;

/// <summary>How messages show what a file holds: shortened, because a damaged file may hold anything.</summary>
internal static class SafeTensorsText
{
    private const int LongestName = 100;
    private const int HighestRank = 8;

    /// <summary>The name in quotes, control characters escaped.</summary>
    public static string Quote(string name)
    {
        var text = new StringBuilder("\"");
        foreach (char character in name)
        {
            if (text.Length > LongestName)
            {
                text.Append('…');
                break;
            }

            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                text.Append("\\u").Append(((int)character).ToString("x4"));
            }
            else
            {
                text.Append(character);
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>A shape as Keras prints it, <c>(64, 10)</c>, but <c>(64)</c> for rank 1.</summary>
    public static string Shape<T>(IReadOnlyList<T> shape) => shape.Count <= HighestRank
        ? $"({string.Join(", ", shape)})"
        : $"({string.Join(", ", shape.Take(HighestRank))}, … {shape.Count} dimensions)";
}
