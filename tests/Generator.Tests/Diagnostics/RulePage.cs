using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Tests.Conventions;

namespace ShapeGen.Generator.Tests.Diagnostics;

/// <summary>A page of <c>docs/diagnostics</c>, cut into what the tests look at.</summary>
internal sealed partial class RulePage
{
    public const string Folder = "docs/diagnostics";

    private readonly string _path;

    private RulePage(string path)
    {
        _path = path;
        Text = File.ReadAllText(Repository.Full(path)).ReplaceLineEndings("\n");
    }

    public static IEnumerable<string> Names => Repository.Files(Folder, "*.md").Select(path => Path.GetFileNameWithoutExtension(path));

    public string Text { get; }

    public IReadOnlyList<string> Headings => [.. Text.Split('\n').Where(line => line.StartsWith('#'))];

    /// <summary>The wrong code.</summary>
    public string Wrong => Blocks("Example", "csharp").Single();

    /// <summary>Below the wrong code, one line a report: <c>ID: message</c>.</summary>
    public string Messages => Blocks("Example", "text").Single();

    /// <summary>The mended code; a page may show several ways.</summary>
    public IReadOnlyList<string> Mended => Blocks("Fix", "csharp");

    /// <summary>The weights files of the project, as the build task would describe them.</summary>
    public ImmutableArray<AdditionalText> Weights => [.. Blocks("Example", "weights").Select(WeightsText.OfPage)];

    public string Silence => Section("Silence");

    /// <summary>The options that the page offers for <c>.editorconfig</c>.</summary>
    public IReadOnlyList<string> SilencingOptions => [.. Blocks("Silence", "ini").SelectMany(block => block.Split('\n')).Where(line => line.Contains('='))];

    public static RulePage Of(string name) => new($"{Folder}/{name}.md");

    private string Section(string heading)
    {
        string[] parts = Text.Split($"\n## {heading}\n");
        Assert.True(parts.Length == 2, $"{_path} has {parts.Length - 1} sections '## {heading}'.");
        return parts[1].Split("\n## ")[0];
    }

    private string[] Blocks(string section, string language) =>
        [.. Block().Matches(Section(section)).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["text"].Value)];

    [GeneratedRegex("^```(?<language>\\w*)\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
