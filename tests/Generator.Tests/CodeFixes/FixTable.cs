using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>All cases, by names that the test runner can print.</summary>
internal static class FixTable
{
    public static FixCase[] Cases { get; } = [.. DeclarationCases.All, .. RepairCases.All, .. GraphRepairCases.All];

    public static TheoryData<string> Names => [.. Cases.Select(NameOf)];

    /// <summary>One case for each kind of repair of each rule: the first word of a title says what it does.</summary>
    public static TheoryData<string> NamesOfEachRepair => [.. Cases.DistinctBy(c => (c.RuleId, c.Title.Split(' ')[0])).Select(NameOf)];

    public static FixCase Find(string name) => Cases.Single(c => NameOf(c) == name);

    /// <summary>The first diagnostic of the rule that has an offer of the title (names in it apart, where classes are copies).</summary>
    public static async Task<(Diagnostic Diagnostic, CodeAction Action)> ChooseAsync(CodeFixRun run, FixCase tested)
    {
        Diagnostic[] found = [.. (await CodeFixRun.DiagnoseAsync(run.Solution.Projects.First())).Where(d => d.Id == tested.RuleId)];
        Assert.NotEmpty(found);
        IReadOnlyList<CodeAction> offers = await run.OffersAsync(found[0]);
        CodeAction? offer = offers.FirstOrDefault(o => o.Title.Replace("Model0", "Model", StringComparison.Ordinal) == tested.Title);
        Assert.True(offer is not null, $"Offered: {string.Join(" | ", offers.Select(o => o.Title))}");
        return (found[0], offer);
    }

    private static string NameOf(FixCase tested) => $"{tested.Name}: {tested.Title}";
}
