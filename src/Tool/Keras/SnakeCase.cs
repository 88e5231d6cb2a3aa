using System.Text;

namespace ShapeGen.Tool.Keras;

/// <summary>Keras' spelling of class names in files and automatic names.</summary>
internal static class SnakeCase
{
    /// <summary>As Keras' <c>to_snake_case</c>: <c>Conv2D</c> is <c>conv2d</c>, <c>PReLU</c> is <c>p_re_lu</c>.</summary>
    public static string Of(string name)
    {
        // First an underscore before a capital that starts a word of small letters, then between a small letter and a capital.
        var words = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = i > 0 && char.IsAsciiLetterUpper(name[i]) && i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]);
            bool followsSmall = i > 0 && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]);
            if ((startsWord || followsSmall) && words[^1] != '_')
            {
                words.Append('_');
            }

            words.Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }

    /// <summary>Whether Keras could have given this name to a layer by itself: <c>conv2d_12</c>.</summary>
    public static bool IsAutomatic(string name, string kind)
    {
        string snake = Of(kind);
        return name == snake
            || (name.Length > snake.Length + 1 && name.StartsWith(snake, StringComparison.Ordinal) && name[snake.Length] == '_' && name[(snake.Length + 1)..].All(char.IsAsciiDigit));
    }
}
