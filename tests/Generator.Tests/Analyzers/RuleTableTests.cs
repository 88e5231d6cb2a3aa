using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Analyzers;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Analyzers;

/// <summary>
/// The tables beside this file: wrong declarations with the exact place and message of each report, and right ones with
/// none. <c>SHAPEGEN_ACCEPT=1</c> writes what was found into the tables; read the difference before it is committed.
/// </summary>
public sealed class RuleTableTests
{
    /// <summary>Rules after which nothing can be generated, so that the compiler may miss members.</summary>
    private static readonly string[] OutOfReach = ["SHAPE0001", "SHAPE0005"];

    /// <summary>The analyzers of declarations; those of calls have tables of their own.</summary>
    private static readonly ModelAnalyzer[] Analyzers = [.. AnalyzerRun.Analyzers.OfType<ModelAnalyzer>()];

    private static bool Accepts => Environment.GetEnvironmentVariable("SHAPEGEN_ACCEPT") == "1";

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        int every = TestScope.Every("RulesEvery");
        foreach (RuleCase item in Tables().SelectMany(t => RuleCase.Read(Path.GetFileName(t), File.ReadAllText(t)).Where((_, index) => index % every == 0)))
        {
            data.Add(item.Table, item.Line);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task EachReportStandsInItsPlaceWithItsMessage(string table, int line)
    {
        RuleCase item = RuleCase.Read(table, await File.ReadAllTextAsync(Path.Combine(Folder(), table))).Single(c => c.Line == line);
        IReadOnlyList<ExpectedReport> found = await Run(item.Source);
        Assert.Equal(RuleCase.Write(item.Source, item.Expected), RuleCase.Write(item.Source, found));
    }

    [Fact]
    public void TheTablesHoldWrongAndRightDeclarations()
    {
        RuleCase[] cases = [.. Tables().SelectMany(t => RuleCase.Read(Path.GetFileName(t), File.ReadAllText(t)))];
        Assert.True(cases.Count(c => c.Expected.Count == 0) >= 100);
        Assert.True(cases.Count(c => c.Expected.Count > 0) >= 150);
        string[] reported = [.. cases.SelectMany(c => c.Expected).Select(e => e.Id).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(d => d.Id).Order(StringComparer.Ordinal), reported);
    }

    [Fact]
    public async Task AcceptedReportsAreWrittenIntoTheTables()
    {
        foreach (string path in Accepts ? Tables() : [])
        {
            string text = await File.ReadAllTextAsync(path);
            List<string> lines = [.. text.Split('\n')];
            foreach (RuleCase item in RuleCase.Read(Path.GetFileName(path), text).Reverse())
            {
                lines.RemoveRange(item.Line - 1, item.Lines);
                lines.InsertRange(item.Line - 1, RuleCase.Write(item.Source, await Run(item.Source)).Split('\n'));
            }

            await File.WriteAllTextAsync(path, string.Join('\n', lines));
        }
    }

    /// <summary>What the analyzers say, in source order. The compiler itself must have nothing to say.</summary>
    private static async Task<IReadOnlyList<ExpectedReport>> Run(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source, "global using System; global using ShapeGen;");
        ILookup<bool, Diagnostic> said = (await AnalyzerRun.WithCompilerOver(run.Output)).ToLookup(d => d.Id.StartsWith("SHAPE", StringComparison.Ordinal));
        bool mayLackMembers = said[true].Any(d => OutOfReach.Contains(d.Id));
        Assert.DoesNotContain(said[false], d => d.Severity == DiagnosticSeverity.Error && !mayLackMembers);
        return [.. said[true].Select(d => new ExpectedReport(d.Location.SourceSpan, d.Id, d.GetMessage()))];
    }

    private static IEnumerable<string> Tables() => Directory.EnumerateFiles(Folder(), "*.cases.txt").Order(StringComparer.Ordinal);

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
