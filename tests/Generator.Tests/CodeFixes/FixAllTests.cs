using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>Each fix in the table by Fix All: the same text as so many fixes one by one.</summary>
public sealed class FixAllTests
{
    private const int Copies = 20;

    public static TheoryData<string> Names => FixTable.NamesOfEachRepair;

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(TestScope.Size, TestScope.Large)]
    public async Task MendsAllInADocument(string name)
    {
        FixCase tested = FixTable.Find(name);
        string many = FixCase.File(tested.Before, Copies);
        string mended = FixCase.File(tested.After, Copies);
        CodeFixRun run = CodeFixRun.Of([many, "class Other;"]);
        (Diagnostic start, CodeAction action) = await FixTable.ChooseAsync(run, tested);
        Solution changed = await run.FixAllAsync(start, action.EquivalenceKey!, FixAllScope.Document);
        Assert.Equal([mended, "class Other;"], await CodeFixRun.TextsAsync(changed));
        Assert.Equal(Enumerable.Repeat(tested.Left, Copies).SelectMany(ids => ids).Order(), (await CodeFixRun.DiagnoseAsync(changed.Projects.Single())).Select(d => d.Id).Order());
    }

    [Theory]
    [InlineData(FixAllScope.Document, "A")]
    [InlineData(FixAllScope.Project, "AB")]
    [InlineData(FixAllScope.Solution, "ABC")]
    [Trait(TestScope.Size, TestScope.Large)]
    public async Task MendsAllInAScope(FixAllScope scope, string mendedFiles)
    {
        foreach (FixCase tested in FixTable.Cases.DistinctBy(c => c.RuleId))
        {
            string before = FixCase.File(tested.Before, copies: 2);
            string after = FixCase.File(tested.After, copies: 2);
            string other = Rename(before);
            CodeFixRun run = CodeFixRun.Of([before, other], [before]);
            (Diagnostic start, CodeAction action) = await FixTable.ChooseAsync(run, tested);
            Solution changed = await run.FixAllAsync(start, action.EquivalenceKey!, scope);
            string[] expected =
            [
                after,
                mendedFiles.Contains('B') ? Rename(after) : other,
                mendedFiles.Contains('C') ? after : before,
            ];
            Assert.Equal(expected, await CodeFixRun.TextsAsync(changed));
        }
    }

    private static string Rename(string text) => text.Replace("Model", "Other", StringComparison.Ordinal);
}
