using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Generator.Core;

/// <summary>Turns weight names into parameter names: camel case, <c>@</c> before keywords, <c>_2</c> on collision.</summary>
internal static class ParameterNames
{
    public static string[] Of(IEnumerable<string> weightNames)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. weightNames.Select(name => Unique(CamelCase(name), taken))];
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string candidate = name;
        for (int n = 2; !taken.Add(candidate); n++)
        {
            candidate = $"{name}_{InvariantText.Of(n)}";
        }

        return SyntaxFacts.GetKeywordKind(candidate) == SyntaxKind.None ? candidate : "@" + candidate;
    }

    private static string CamelCase(string name)
    {
        var result = new StringBuilder();
        bool startsWord = false;
        foreach (char c in name)
        {
            if (c == '_' || !SyntaxFacts.IsIdentifierPartCharacter(c))
            {
                startsWord = result.Length > 0;
                continue;
            }

            result.Append(startsWord ? char.ToUpperInvariant(c) : result.Length == 0 ? char.ToLowerInvariant(c) : c);
            startsWord = false;
        }

        return result.Length > 0 && SyntaxFacts.IsIdentifierStartCharacter(result[0]) ? result.ToString() : "_" + result;
    }
}
