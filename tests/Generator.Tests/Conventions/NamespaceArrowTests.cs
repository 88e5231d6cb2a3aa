using System.Text.RegularExpressions;
using Xunit;

namespace ShapeGen.Generator.Tests.Conventions;

/// <summary>Which stage may refer to which: the arrows between the generator's folders, without a circle.</summary>
public partial class NamespaceArrowTests
{
    private const string Root = "ShapeGen.Generator";

    /// <summary>A stage, and those that it may refer to. Each stands after all that it refers to, so that there is no circle.</summary>
    private static readonly (string Stage, string[] MayRefer)[] Allowed =
    [
        ("Core", []),
        ("Diagnostics", ["Core"]),
        ("Planning", ["Core"]),
        ("Layers", ["Core", "Diagnostics", "Planning"]),
        ("Declarations", ["Core", "Diagnostics", "Layers"]),
        ("Graph", ["Core", "Diagnostics", "Layers", "Declarations"]),
        ("Shapes", ["Core", "Diagnostics", "Layers", "Declarations", "Graph"]),
        ("Models", ["Core", "Diagnostics", "Planning", "Layers", "Declarations", "Shapes"]),
        ("Weights", ["Core", "Shapes"]),
        ("Emission", ["Core", "Planning", "Declarations", "Shapes", "Models", "Weights"]),
        ("Analyzers", ["Core", "Diagnostics", "Layers", "Declarations", "Shapes", "Models", "Weights"]),
    ];

    /// <summary>Folders without a stage: what every file may use, and stand-ins for types that netstandard2.0 lacks.</summary>
    private static readonly string[] Outside = ["Polyfills"];

    public static TheoryData<string> Stages => [.. Allowed.Select(stage => stage.Stage)];

    [Fact]
    public void Stages_stand_after_all_that_they_refer_to()
    {
        for (int i = 0; i < Allowed.Length; i++)
        {
            string[] before = [.. Allowed.Take(i).Select(stage => stage.Stage)];
            Assert.All(Allowed[i].MayRefer, stage => Assert.Contains(stage, before));
        }
    }

    [Fact]
    public void Every_folder_is_a_stage() => Assert.Equal(
        Allowed.Select(stage => stage.Stage).Concat(Outside).Order(StringComparer.Ordinal),
        Directory.GetDirectories(Repository.Full("src/Generator"))
            .Select(folder => Path.GetFileName(folder))
            .Except(["bin", "obj"])
            .Order(StringComparer.Ordinal));

    [Fact]
    public void The_architecture_page_shows_the_arrows()
    {
        string page = File.ReadAllText(Repository.Full("docs/architecture.md"));
        Assert.All(Allowed, stage => Assert.Contains(
            $"| `{stage.Stage}` | {(stage.MayRefer.Length == 0 ? "–" : string.Join(", ", stage.MayRefer.Select(other => $"`{other}`")))} |",
            page,
            StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_refers_only_to_those_before_it(string stage)
    {
        string[] mayRefer = Allowed.Single(other => other.Stage == stage).MayRefer;
        var used = new SortedSet<string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (string path in Repository.Files($"src/Generator/{stage}"))
        {
            string text = File.ReadAllText(Repository.Full(path));
            Assert.Contains($"namespace {Root}.{stage}", text, StringComparison.Ordinal);
            foreach (string other in Arrows(text).Where(other => other != stage))
            {
                used.Add(other);
                if (!mayRefer.Contains(other))
                {
                    wrong.Add($"{path} refers to {other}");
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{stage} may refer to {string.Join(", ", mayRefer)}:\n{string.Join('\n', wrong)}");
        Assert.True(mayRefer.All(used.Contains), $"{stage} does not use {string.Join(", ", mayRefer.Except(used))}: delete the arrow.");
    }

    /// <summary>The stages whose namespaces a file imports. Names in full are not looked for: the code has none.</summary>
    private static IEnumerable<string> Arrows(string text) => Import().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex("^using (?:static )?(?:\\w+ = )?ShapeGen\\.Generator\\.(\\w+)", RegexOptions.Multiline)]
    private static partial Regex Import();
}
