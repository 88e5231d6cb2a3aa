using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Tests.Analyzers;
using ShapeGen.Generator.Tests.Conventions;

namespace ShapeGen.Generator.Tests.Diagnostics;

/// <summary><c>docs/eight-mistakes.md</c> shows whole programs, and below each all that a build prints for it.</summary>
public sealed partial class EightMistakesTests
{
    public const string Page = "docs/eight-mistakes.md";

    private static readonly string[] Parts = File.ReadAllText(Repository.Full(Page)).ReplaceLineEndings("\n").Split("\n## ");

    public static TheoryData<string> Mistakes => [.. Parts.Skip(1).Select(part => part.Split('\n')[0])];

    [Fact]
    public void ThereAreEight() => Assert.Equal(8, Mistakes.Count);

    [Fact]
    public async Task TheFirstProgramBuildsWithoutAWord() => Assert.Empty(await Build(Block(Parts[0], "csharp")));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task AMistakePrintsWhatThePageShows(string title)
    {
        string part = Parts.Single(p => p.StartsWith(title + "\n", StringComparison.Ordinal));
        Assert.Equal(Block(part, "text"), string.Join('\n', await Build(Block(part, "csharp"))));
    }

    /// <summary>Errors and warnings by place, as the build prints them but for the links.</summary>
    private static async Task<IEnumerable<string>> Build(string program)
    {
        const string ImplicitUsings = "global using System; global using System.IO; global using System.Linq;";
        CSharpCompilation compilation = Compile.Sources(program, ImplicitUsings);
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)));
        return run.Output.GetDiagnostics()
            .Concat(await AnalyzerRun.Over(run.Output))
            .Where(d => d.Severity >= DiagnosticSeverity.Warning)
            .OrderBy(d => d.Location.SourceSpan.Start)
            .Select(Print);
    }

    private static string Print(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal("File0.cs", place.Path);
        string severity = diagnostic.Severity.ToString().ToLowerInvariant();
        return $"Program.cs({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {severity} {diagnostic.Id}: {diagnostic.GetMessage()}";
    }

    private static string Block(string part, string language) =>
        Fence().Matches(part).Single(m => m.Groups["language"].Value == language).Groups["text"].Value;

    [GeneratedRegex("^```(?<language>\\w+)\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
