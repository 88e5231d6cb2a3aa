using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Breaks a text as typing and merging do.</summary>
internal static class TextBreaker
{
    public static string Break(Dice dice, string text)
    {
        for (int i = dice.Between(1, 4); i > 0 && text.Length > 4; i--)
        {
            int at = dice.Below(text.Length);
            int length = Math.Min(dice.Pick(1, 1, 2, 5, 20), text.Length - at);
            string broken = dice.Below(9) switch
            {
                0 or 1 => text.Remove(at, length),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text.Insert(at, dice.Pick("(", ")", "[", "]", "{", "}", "<", ">", ",", ";", "\"", "'", "#", "@", "\\", "/*", "//", "\"\"\"", ".", "=", "\0", "\ud800", "\u200d", "\n", "?")),
                4 => text.Insert(at, dice.Pick(" partial ", " class ", " record ", " static ", " file ", "[Dense(3)]", "[InputShape(", "[Flatten", "#if false\n", "\n#endif\n", " unsafe ", " extension(int x) ", " namespace Z;", "\n#pragma warning disable\n", "\n#line 1 \"other.cs\"\n", " where T : new() ", " required ")),
                5 => text[..at] + text[Math.Min(text.Length, at + dice.Below(60))..],
                6 => dice.Chance(20) ? text[..at] : text.Replace("partial ", "", StringComparison.Ordinal),
                7 => text.Replace(dice.Pick("[", "]", ")", "(", "class", "ShapeGen", "3", ";", "}"), dice.Pick("", "[", " ", ";", "int.MinValue", "}"), StringComparison.Ordinal),
                _ => text.Insert(at, text.Substring(at / 2, Math.Min(80, text.Length - (at / 2)))),
            };

            // The compiler's own parser does not come to an end where dozens of brackets open and none closes.
            // Roslyn 5.0 throws, with and without us, where an attribute of an extension block has a target (dotnet/roslyn issue 82445);
            // what we do with these is tested in AnExtensionBlockIsNoModel.
            text = Unclosed(broken) > 24 || HasTargetOnExtensionBlock(broken) ? text : broken;
        }

        return text;
    }

    private static bool HasTargetOnExtensionBlock(string text) => text.Contains("extension", StringComparison.Ordinal)
        && CSharpSyntaxTree.ParseText(text, CompileOptions.Default.Parse).GetRoot()
            .DescendantNodes()
            .OfType<ExtensionBlockDeclarationSyntax>()
            .Any(block => block.AttributeLists.Any(list => list.Target is not null));

    private static int Unclosed(string text) => text.Count(c => c is '(' or '[' or '{') - text.Count(c => c is ')' or ']' or '}');
}
