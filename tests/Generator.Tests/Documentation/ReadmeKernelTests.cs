using System.Text;
using System.Text.RegularExpressions;
using ShapeGen.Generator.Tests.Conventions;
using ShapeGen.Generator.Tests.Snapshots;

namespace ShapeGen.Generator.Tests.Documentation;

/// <summary>The kernel that README shows is the one that its first model gets; <c>SHAPEGEN_ACCEPT=1</c> writes it there.</summary>
public sealed partial class ReadmeKernelTests
{
    private const string Page = "README.md";
    private const string StepComment = "// GlobalAveragePooling2D \"global_average_pooling2d\": (7, 7, 64) → (64)";

    /// <summary>So many lines that differ in numbers alone are shown before the rest is left out.</summary>
    private const int Shown = 2;

    [Fact]
    public void TheExcerptIsWhatIsGenerated()
    {
        string readme = File.ReadAllText(Repository.Full(Page)).ReplaceLineEndings("\n");
        string model = FirstBlock().Match(readme).Groups[1].Value;
        Match shown = Excerpt().Match(readme);
        Assert.True(shown.Success, $"{Page} shows no kernel that begins with: {StepComment}");
        string excerpt = StepComment + "\n" + Shorten(Kernel(GeneratorRun.Of(model).Text));
        Baseline.VerifyFile(Repository.Full(Page), readme.Replace(shown.Groups[1].Value, excerpt));
    }

    [Fact]
    public void ShortensWhereLinesRepeat() => Assert.Equal(
        "a(0);\na(1);\n// …\nb(x, i);\nb(x, i + 4);\n// …\nc(7);\nc(8);\nc(9);\n",
        Shorten("a(0);\na(1);\na(2);\na(3);\nb(x, i);\nb(x, i + 4);\nb(x, i + 8);\nb(x, i + 12);\nc(7);\nc(8);\nc(9);\n"));

    /// <summary>The method that the step calls where registers have 512 bits and the input starts at a line of the cache, without its attributes.</summary>
    private static string Kernel(string generated)
    {
        string step = generated[generated.IndexOf(StepComment, StringComparison.Ordinal)..];
        Match call = AlignedCall().Match(step);
        Assert.True(call.Success, "The step calls no kernel for 512 bits.");
        string[] lines = step.Split('\n');
        int start = Array.FindIndex(lines, line => line.Contains($"static void {call.Groups[1].Value}<V>(", StringComparison.Ordinal));
        int end = Array.FindIndex(lines, start, line => line == "    }");
        int comment = start - 1;
        while (lines[comment].TrimStart().StartsWith('[') || lines[comment].TrimStart().StartsWith("//", StringComparison.Ordinal))
        {
            comment--;
        }

        return string.Concat(lines[(comment + 1)..(end + 1)].Where(line => !line.TrimStart().StartsWith('[')).Select(line => (line.Length > 4 ? line[4..] : "") + "\n"));
    }

    /// <summary>Of four lines or more that differ in numbers alone the first ones.</summary>
    private static string Shorten(string code)
    {
        string[] lines = code.TrimEnd('\n').Split('\n');
        var text = new StringBuilder();
        for (int i = 0; i < lines.Length;)
        {
            int end = i;
            while (end < lines.Length && Form(lines[end]) == Form(lines[i]))
            {
                end++;
            }

            bool repeats = end - i > Shown + 1;
            foreach (string line in lines[i..(repeats ? i + Shown : end)])
            {
                text.Append(line).Append('\n');
            }

            if (repeats)
            {
                text.Append(lines[i][..^lines[i].TrimStart().Length]).Append("// …\n");
            }

            i = end;
        }

        return text.ToString();
    }

    private static string Form(string line) => Number().Replace(Offset().Replace(line, "i"), "#");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FirstBlock();

    [GeneratedRegex("```csharp\n(// GlobalAveragePooling2D \".*?)```", RegexOptions.Singleline)]
    private static partial Regex Excerpt();

    [GeneratedRegex(@"(\w+)<global::ShapeGen\.CompilerServices\.Lanes512<float>>\(ref x, ref y\);")]
    private static partial Regex AlignedCall();

    [GeneratedRegex(@"\bi \+ \d+")]
    private static partial Regex Offset();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
