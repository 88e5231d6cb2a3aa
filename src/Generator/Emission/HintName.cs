using System.Globalization;
using System.Text;

namespace ShapeGen.Generator.Emission;

/// <summary>The generated file's name: <c>Namespace.Type.g.cs</c>.</summary>
internal static class HintName
{
    /// <summary>
    /// The compiler compares hint names without case, so a name with capitals that another could have in small letters
    /// only stays readable; what makes it distinct is the case of its letters, written as a number, where any word does
    /// not start with its only capital.
    /// </summary>
    public static string Of(string fullName)
    {
        var name = new StringBuilder(fullName.Length + 8);
        foreach (char c in fullName)
        {
            bool isPlain = char.IsLetterOrDigit(c) || c is '.' or '_';
            name.Append(isPlain ? c.ToString() : $"-{((int)c).ToString("x4", CultureInfo.InvariantCulture)}");
        }

        return name.Append(".g.cs").ToString();
    }
}
