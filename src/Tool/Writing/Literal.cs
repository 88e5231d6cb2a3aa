using System.Globalization;
using System.Text;

namespace ShapeGen.Tool.Writing;

/// <summary>Values as a person writes them in an attribute.</summary>
internal static class Literal
{
    public static string Of(object value) => value switch
    {
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        double number => Real(number),
        string text => Text(text),
        int[] numbers => $"[{string.Join(", ", numbers.Select(number => Of(number)))}]",
        double[] numbers => $"[{string.Join(", ", numbers.Select(Real))}]",
        Enum member => $"{member.GetType().Name}.{member}",
        _ => throw new NotSupportedException($"{value.GetType()} is no value of an attribute."),
    };

    /// <summary>The shortest text that gives the number again, 1e-5 and not 1E-05.</summary>
    private static string Real(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E');
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            throw new ToolException($"an option is {text}");
        }

        return exponent < 0 ? text : $"{text[..exponent]}e{int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>A name from a file is data: nothing in it may end the string.</summary>
    private static string Text(string text)
    {
        var result = new StringBuilder("\"");
        foreach (char c in text)
        {
            result.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                >= ' ' and < '\u007F' => c.ToString(),
                _ when char.IsLetterOrDigit(c) => c.ToString(),
                _ => $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}",
            });
        }

        return result.Append('"').ToString();
    }
}
