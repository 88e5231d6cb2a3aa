using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>Each fix in the table alone: on Unix and Windows line breaks, at the margin and indented in another class. A plain <c>dotnet test</c> takes the first of the three, and one fix of each kind.</summary>
public sealed class FixTests
{
    public static TheoryData<string> Names => TestScope.IsSmall ? FixTable.NamesOfEachRepair : FixTable.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Repairs(string name)
    {
        FixCase tested = FixTable.Find(name);
        (string, string)[] files =
        [
            (FixCase.File(tested.Before), FixCase.File(tested.After)),
            (Crlf(FixCase.File(tested.Before)), Crlf(FixCase.File(tested.After))),
            (FixCase.Nested(tested.Before), FixCase.Nested(tested.After)),
        ];
        foreach ((string before, string after) in TestScope.IsSmall ? files[..1] : files)
        {
            CodeFixRun run = CodeFixRun.Of([before]);
            (_, CodeAction action) = await FixTable.ChooseAsync(run, tested);
            Solution changed = await run.ApplyAsync(action);
            Assert.Equal(after, Assert.Single(await CodeFixRun.TextsAsync(changed)));
            Assert.Equal(tested.Left, await CodeFixRun.ComplaintsAsync(changed));
        }
    }

    private static string Crlf(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);
}
