using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Names that a writer of C# text could get wrong, each once in its source.</summary>
internal sealed class NameMaker(Dice dice)
{
    private static readonly string[] Plain = ["Model", "Head", "M", "Model_1", "_", "__", "_packed", "X", "lower", "ALLCAPS", "Über", "模型", "Ωmega", "e\u0301te\u0301", "İ", "ı", "ſ"];

    /// <summary>Names that stand in generated text too.</summary>
    private static readonly string[] Generated =
        ["System", "ShapeGen", "Span", "Half", "Math", "IModel", "SafeTensors", "WeightInfo", "Lane", "Lanes", "input", "destination", "packedWeights", "TSelf", "V", "Kernels", "Dense"];

    /// <summary>The names of generated members, which no model of its own may bear.</summary>
    private static readonly string[] Members = [.. ModelMembers.Names];

    private static readonly string[] Keywords = [.. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText).Where(SyntaxFacts.IsValidIdentifier).Order(StringComparer.Ordinal)];

    private static readonly string[] Contextual =
        [.. SyntaxFacts.GetContextualKeywordKinds().Select(SyntaxFacts.GetText).Where(SyntaxFacts.IsValidIdentifier).Order(StringComparer.Ordinal)];

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>An identifier as it is written, with <c>@</c> before keywords.</summary>
    public string Type(bool mayBeMember)
    {
        string name = dice.Below(10) switch
        {
            0 => "@" + dice.Pick<string>(Keywords),
            1 => "@" + dice.Pick<string>(Contextual),
            2 => dice.Pick<string>(Generated),
            3 when mayBeMember => dice.Pick<string>(Members),
            4 => $"\\u00{dice.Pick("41", "6a", "E9")}{dice.Below(100)}",
            _ => dice.Pick<string>(Plain),
        };
        while (!_taken.Add(Normal(name)))
        {
            name += dice.Below(10);
        }

        return name;
    }

    /// <summary>A namespace below the source's own.</summary>
    public string Space(int index) => $"Fz{index}{(dice.Chance(15) ? ".@" + dice.Pick<string>(Keywords) : "")}{(dice.Chance(10) ? "." + dice.Pick("Ünter", "Deep.Deeper", "System", "ShapeGen") : "")}";

    /// <summary>A layer's name as a C# literal, distinct by its number.</summary>
    public string Layer(int index) => SymbolDisplay.FormatLiteral(
        dice.Pick("fc", "conv 1", "блок/", "\"", "\\", "\n", "\"\"\"", "*/", "//", "{0}", "]]>", "<b>&", "\t", "\0", "\u2028", "class", "input", "日本", "😀", "\ud800", "/kernel", "a.b", "%n", " ") + $"#{index}",
        quote: true);

    /// <summary>As the compiler reads it: without @, escapes resolved.</summary>
    private static string Normal(string name) => SyntaxFactory.ParseToken(name).ValueText;
}
