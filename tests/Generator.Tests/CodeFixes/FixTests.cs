using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>Each fix in the table, alone and by Fix All, in several surroundings.</summary>
public sealed class FixTests
{
    private const int Copies = 20;

    private static readonly FixCase[] Cases = [.. DeclarationCases.All, .. RepairCases.All];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name + ": " + c.Title)];

    /// <summary>The same table on Unix and Windows line breaks, at the margin and indented in another class.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Mends(string name)
    {
        FixCase tested = Find(name);
        foreach ((string before, string after) in new[]
        {
            (FixCase.File(tested.Before), FixCase.File(tested.After)),
            (Crlf(FixCase.File(tested.Before)), Crlf(FixCase.File(tested.After))),
            (FixCase.Nested(tested.Before), FixCase.Nested(tested.After)),
        })
        {
            CodeFixRun run = CodeFixRun.Of([before]);
            (_, CodeAction action) = await ChooseAsync(run, tested);
            Solution changed = await run.ApplyAsync(action);
            Assert.Equal(after, Assert.Single(await CodeFixRun.TextsAsync(changed)));
            Assert.Equal(tested.Left, await CodeFixRun.ComplaintsAsync(changed));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MendsAllInADocument(string name)
    {
        FixCase tested = Find(name);
        string many = FixCase.File(tested.Before, Copies);
        string mended = FixCase.File(tested.After, Copies);
        CodeFixRun run = CodeFixRun.Of([many, "class Other;"]);
        (Diagnostic start, CodeAction action) = await ChooseAsync(run, tested);
        Solution changed = await run.FixAllAsync(start, action.EquivalenceKey!, FixAllScope.Document);
        Assert.Equal([mended, "class Other;"], await CodeFixRun.TextsAsync(changed));
        Assert.Equal(Enumerable.Repeat(tested.Left, Copies).SelectMany(ids => ids).Order(), await CodeFixRun.ComplaintsAsync(changed));
    }

    [Theory]
    [InlineData(FixAllScope.Document, "A")]
    [InlineData(FixAllScope.Project, "AB")]
    [InlineData(FixAllScope.Solution, "ABC")]
    public async Task MendsAllInAScope(FixAllScope scope, string mendedFiles)
    {
        foreach (FixCase tested in Cases.DistinctBy(c => c.RuleId))
        {
            string before = FixCase.File(tested.Before, copies: 2);
            string after = FixCase.File(tested.After, copies: 2);
            string other = Rename(before);
            CodeFixRun run = CodeFixRun.Of([before, other], [before]);
            (Diagnostic start, CodeAction action) = await ChooseAsync(run, tested);
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

    private static FixCase Find(string name) => Cases.Single(c => c.Name + ": " + c.Title == name);

    private static string Crlf(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string Rename(string text) => text.Replace("Model", "Other", StringComparison.Ordinal);

    /// <summary>The first diagnostic of the rule that has an offer of the title (names in it apart, where classes are copies).</summary>
    private static async Task<(Diagnostic Diagnostic, CodeAction Action)> ChooseAsync(CodeFixRun run, FixCase tested)
    {
        Diagnostic[] found = [.. (await CodeFixRun.DiagnoseAsync(run.Solution.Projects.First())).Where(d => d.Id == tested.RuleId)];
        Assert.NotEmpty(found);
        IReadOnlyList<CodeAction> offers = await run.OffersAsync(found[0]);
        CodeAction? offer = offers.FirstOrDefault(o => o.Title.Replace("Model0", "Model", StringComparison.Ordinal) == tested.Title);
        Assert.True(offer is not null, $"Offered: {string.Join(" | ", offers.Select(o => o.Title))}");
        return (found[0], offer);
    }
}
