using System.Text.RegularExpressions;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Conventions;

/// <summary>A step has its emitter, and a pass its place in the list and on the page. <c>docs/common-tasks.md</c> walks through both.</summary>
public class PlanConventionTests
{
    private const string Page = "docs/architecture.md";

    public static TheoryData<Type> Steps => [.. typeof(Step).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Step)) && !type.IsAbstract)];

    /// <summary>Without its line no model with the step is written: the generator would throw.</summary>
    [Theory]
    [MemberData(nameof(Steps))]
    public void AStepHasItsEmitter(Type step)
    {
        Assert.EndsWith("Step", step.Name);
        PageRows.AssertHasLine("src/Generator/Emission/Steps/StepEmitter.cs", $"[typeof({step.Name})] = new {step.Name[..^"Step".Length]}Emitter(),");
    }

    [Fact]
    public void APassStandsInTheList() => PageRows.AssertNone(
        typeof(IPass).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IPass))).Except(Planner.Passes.Select(pass => pass.GetType()))
            .Select(pass => $"{pass.Name} never runs: give it its place in Planner.Passes."));

    [Fact]
    public void ThePageOnArchitectureListsThePassesInTheirOrder() => PageRows.AssertAre(
        Page,
        Planner.Passes.Select(pass => pass.GetType().Name),
        Regex.Matches(PassTable(), @"^\| `(\w+)` \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value));

    private static string PassTable()
    {
        string page = File.ReadAllText(Repository.Full(Page)).ReplaceLineEndings("\n");
        int start = page.IndexOf("| Pass | What it does |", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Page} has no table of passes.");
        return page[start..page.IndexOf("\n\n", start, StringComparison.Ordinal)];
    }
}
