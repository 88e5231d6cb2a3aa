using System.Text.RegularExpressions;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>A text, the fix to choose in it, and the text after it. The class is called <c>Model</c> so that it can be copied.</summary>
/// <remarks>Texts that declare no class stand for the attributes of one; without a using, <c>using ShapeGen;</c> is put in front.</remarks>
/// <param name="Name">The rule and what is special.</param>
/// <param name="Before">The text that the rule complains about.</param>
/// <param name="Title">The fix as the menu shows it.</param>
/// <param name="After">The text after it.</param>
/// <param name="Left">The rules that still speak afterwards, by the nature of the text.</param>
internal sealed partial record FixCase(string Name, string Before, string Title, string After, params string[] Left)
{
    public string RuleId => Name[..9];

    /// <summary>The whole file with the class in so many copies.</summary>
    public static string File(string text, int copies = 1) =>
        Header(text) + string.Concat(Enumerable.Range(0, copies).Select(i => Class().Replace(Body(text), copies == 1 ? "Model" : $"Model{i}")));

    /// <summary>The class nested in another one, indented.</summary>
    public static string Nested(string text) =>
        $"{Header(text)}public static partial class Outer\n{{\n{Line().Replace(Body(text), "    ")}}}\n";

    public override string ToString() => Name;

    private static string Header(string text)
    {
        string header = string.Concat(text.Split('\n').TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal)).Select(line => line + "\n"));
        return header.Length > 0 ? header : "using ShapeGen;\n";
    }

    private static string Body(string text)
    {
        string body = text.StartsWith("using ", StringComparison.Ordinal) ? text[Header(text).Length..] : text;
        return body.Contains("class", StringComparison.Ordinal) ? body + "\n" : body + "\npublic sealed partial class Model;\n";
    }

    [GeneratedRegex(@"\bModel\b")]
    private static partial Regex Class();

    [GeneratedRegex("^(?=.)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
