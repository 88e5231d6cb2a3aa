using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Tool.Writing;

/// <summary>Makes C# names of names from files.</summary>
internal static class Identifier
{
    /// <summary>Words with capitals: <c>resnet20_cifar</c> becomes <c>Resnet20Cifar</c>.</summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder();
        bool startsWord = true;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                startsWord = true;
                continue;
            }

            result.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        string text = result.Length == 0 ? "Model" : result.ToString();
        return char.IsAsciiDigit(text[0]) ? $"Model{text}" : text;
    }

    /// <summary>Whether text can name a class; of a namespace each part.</summary>
    public static bool IsValid(string name) =>
        SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;
}
