using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Diagnostics;

/// <summary>Each rule has its page in <c>docs/diagnostics</c>, and what the page shows is what the compiler does.</summary>
public sealed class RulePagesTests
{
    private const string Index = "README";

    /// <summary>Rules that add the cure to an error of the compiler's.</summary>
    private static readonly string[] BesideTheCompiler = [RuleIds.MisnamedArgument, RuleIds.MadeWithoutWeights, RuleIds.OtherElementType];

    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    /// <summary>SHAPE0402 comes from the build task, which has tests of its own.</summary>
    public static TheoryData<string> Analyzed => [.. Rules.All.Select(rule => rule.Id).Where(id => id != RuleIds.UnreadableWeights)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void ThePageIsThatOfTheRule(string id)
    {
        DiagnosticDescriptor rule = Rules.Find(id);
        RulePage page = RulePage.Of(id);
        Assert.Equal([$"# {id}: {rule.Title}", "## Example", "## Fix", "## Silence"], page.Headings);
        Assert.StartsWith($"# {id}: {rule.Title}\n\nSeverity: {Severity(rule)}\n\n", page.Text);
        Assert.EndsWith($"/{RulePage.Folder}/{id}.md", rule.HelpLinkUri);
    }

    [Fact]
    public void EveryPageIsThatOfARule() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id).Append(Index).Order(StringComparer.Ordinal), RulePage.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void TheIndexListsEachRuleOnceInOrder()
    {
        MatchCollection rows = Regex.Matches(RulePage.Of(Index).Text, @"^\| \[SHAPE.*$", RegexOptions.Multiline);
        Assert.Equal(
            Rules.All.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {Severity(rule)} | {rule.Title} |"),
            rows.Select(row => row.Value));
    }

    [Theory]
    [MemberData(nameof(Analyzed))]
    public async Task TheWrongExampleGivesItsMessagesAndNoOther(string id)
    {
        RulePage page = RulePage.Of(id);
        Assert.Equal(BesideTheCompiler.Contains(id), PageExample.CompilerErrors(PageExample.Generate(page.Wrong)).Any());
        string[] reports = [.. await PageExample.Reports(page.Wrong, page)];
        Assert.Equal(page.Messages, string.Join('\n', reports));
        Assert.All(reports, report => Assert.StartsWith(id, report));
    }

    [Theory]
    [Trait(TestScope.Size, TestScope.Large)]
    [MemberData(nameof(Analyzed))]
    public async Task TheRepairedExampleGivesNothing(string id)
    {
        RulePage page = RulePage.Of(id);
        Assert.NotEmpty(page.Mended);
        foreach (string mended in page.Mended)
        {
            Assert.NotEqual(page.Wrong, mended);
            Assert.Empty(PageExample.CompilerErrors(PageExample.Generate(mended)));
            Assert.Empty(await PageExample.Reports(mended, page));
        }
    }

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity.ToString().ToLowerInvariant();
}
