using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>SHAPE0302's fix, on diagnostics made as its analyzer promises to make them.</summary>
public sealed class OutputLengthTests
{
    private const string Model = "using System;\nusing ShapeGen;\n\n[InputShape(4)]\n[Dense(10)]\npublic partial class Head;\n\n";

    [Theory]
    [InlineData("model.Forward(x, new float[«9»]);", "Head.OutputLength")]
    [InlineData("model.Forward(x, stackalloc float[ «3 * 3» /* short */ ]);", "Head.OutputLength")]
    [InlineData("model.ForwardBatch(x, new float[«18»]);", "2 * Head.OutputLength")]
    public async Task ReplacesTheLength(string call, string expression)
    {
        (CodeFixRun run, Diagnostic[] found) = await MakeAsync(expression, Class(call));
        CodeAction action = Assert.Single(await run.OffersAsync(found[0]));
        Assert.Equal($"Use {expression}", action.Title);
        Solution changed = await run.ApplyAsync(action);
        string start = call[..call.IndexOf('«', StringComparison.Ordinal)];
        string end = call[(call.IndexOf('»', StringComparison.Ordinal) + 1)..];
        Assert.Equal([Class(start + expression + end)], await CodeFixRun.TextsAsync(changed));
        Assert.Empty(await CodeFixRun.ComplaintsAsync(changed));
    }

    [Theory]
    [InlineData(FixAllScope.Document, 1)]
    [InlineData(FixAllScope.Project, 2)]
    [InlineData(FixAllScope.Solution, 2)]
    public async Task ReplacesTwentyAtOnce(FixAllScope scope, int files)
    {
        string calls = string.Concat(Enumerable.Repeat("model.Forward(x, new float[«9»]);\n", 20));
        string other = $"class Other {{ void Run(Head model, float[] x) {{ {calls} }} }}\n";
        (CodeFixRun run, Diagnostic[] found) = await MakeAsync("Head.OutputLength", Class(calls), other);
        CodeAction action = Assert.Single(await run.OffersAsync(found[0]));
        Solution changed = await run.FixAllAsync(found[0], action.EquivalenceKey!, scope, found);
        Assert.Equal(
            [Class(calls).Replace("«9»", "Head.OutputLength", StringComparison.Ordinal), other.Replace("«9»", files == 2 ? "Head.OutputLength" : "9", StringComparison.Ordinal)],
            await CodeFixRun.TextsAsync(changed));
        IEnumerable<string> left = Enumerable.Repeat("SHAPE0302", files == 2 ? 0 : 20);
        Assert.Equal(left, await CodeFixRun.ComplaintsAsync(changed));
    }

    /// <summary>On the analyzer's own reports: applied they are gone, nothing new comes, and the project compiles.</summary>
    [Theory]
    [InlineData("model.Forward(x, new float[9]);", "model.Forward(x, new float[Head.OutputLength]);")]
    [InlineData("model.Forward(x, stackalloc float[3 * 3]);", "model.Forward(x, stackalloc float[Head.OutputLength]);")]
    [InlineData("float[] y = new float[9]; model.Forward(x, y);", "float[] y = new float[Head.OutputLength]; model.Forward(x, y);")]
    [InlineData("Span<float> y = stackalloc float[9]; model.Forward(x, y);", "Span<float> y = stackalloc float[Head.OutputLength]; model.Forward(x, y);")]
    [InlineData("model.ForwardBatch(new float[8], new float[19]);", "model.ForwardBatch(new float[8], new float[2 * Head.OutputLength]);")]
    public async Task MendsWhatTheAnalyzerFinds(string call, string mended)
    {
        CodeFixRun run = CodeFixRun.Of([Class(call)]);
        Diagnostic found = Assert.Single(await CodeFixRun.DiagnoseAsync(run.Solution.Projects.Single()));
        Assert.Equal("SHAPE0302", found.Id);
        Solution changed = await run.ApplyAsync(Assert.Single(await run.OffersAsync(found)));
        Assert.Equal([Class(mended)], await CodeFixRun.TextsAsync(changed));
        Assert.Empty(await CodeFixRun.ComplaintsAsync(changed));
    }

    /// <summary>Twenty short buffers in a file, found by the analyzer.</summary>
    [Fact]
    public async Task MendsTwentyThatTheAnalyzerFinds()
    {
        string calls = string.Concat(Enumerable.Repeat("model.Forward(x, new float[9]);\n", 20));
        CodeFixRun run = CodeFixRun.Of([Class(calls)]);
        Diagnostic[] found = [.. await CodeFixRun.DiagnoseAsync(run.Solution.Projects.Single())];
        Assert.Equal(20, found.Length);
        CodeAction action = Assert.Single(await run.OffersAsync(found[0]));
        Solution changed = await run.FixAllAsync(found[0], action.EquivalenceKey!, FixAllScope.Document);
        Assert.Equal([Class(calls.Replace("[9]", "[Head.OutputLength]", StringComparison.Ordinal))], await CodeFixRun.TextsAsync(changed));
        Assert.Empty(await CodeFixRun.ComplaintsAsync(changed));
    }

    /// <summary>The buffer may be a field in another part of the class.</summary>
    [Fact]
    public async Task ReplacesTheLengthInAnotherFile()
    {
        string use = Class("model.Forward(x, y);");
        const string Field = "partial class Caller\n{\n    private static readonly float[] y = new float[«9»];\n}\n";
        (CodeFixRun run, Diagnostic[] found) = await MakeAsync("Head.OutputLength", use, Field);
        Document first = run.Solution.Projects.First().Documents.First();
        var place = Location.Create((await first.GetSyntaxTreeAsync())!, new(use.IndexOf("y)", StringComparison.Ordinal), 1));
        Diagnostic moved = Short(place, found[0].AdditionalLocations, found[0].Properties);
        Solution changed = await run.ApplyAsync(Assert.Single(await run.OffersAsync(moved)));
        Assert.Equal([use, Field.Replace("«9»", "Head.OutputLength", StringComparison.Ordinal)], await CodeFixRun.TextsAsync(changed));
    }

    [Fact]
    public async Task OffersNothingWhereNoLengthIsWritten()
    {
        (CodeFixRun run, Diagnostic[] found) = await MakeAsync("Head.OutputLength", Class("model.Forward(x, new float[«9»]);"));
        Assert.Empty(await run.OffersAsync(Short(found[0].Location, [], found[0].Properties)));
        Assert.Empty(await run.OffersAsync(Short(found[0].Location, found[0].AdditionalLocations, ImmutableDictionary<string, string?>.Empty)));
    }

    private static string Class(string statement) =>
        $"{Model}partial class Caller\n{{\n    void Run(Head model, float[] x)\n    {{\n        {statement}\n    }}\n}}\n";

    private static Diagnostic Short(Location location, IEnumerable<Location> lengths, ImmutableDictionary<string, string?> properties) => Diagnostic.Create(
        "SHAPE0302",
        "ShapeGen.CallSite",
        "short",
        DiagnosticSeverity.Error,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        warningLevel: 0,
        location: location,
        additionalLocations: lengths,
        properties: properties);

    /// <summary>A diagnostic for each marked length.</summary>
    private static async Task<(CodeFixRun Run, Diagnostic[] Found)> MakeAsync(string expression, params string[] marked)
    {
        string[] texts = [.. marked.Select(text => text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal))];
        CodeFixRun run = CodeFixRun.Of(texts);
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add("outputLength", expression);
        var found = new List<Diagnostic>();
        foreach ((Document document, string text) in run.Solution.Projects.First().Documents.Zip(marked))
        {
            SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
            int markers = 0;
            for (int open = text.IndexOf('«', StringComparison.Ordinal); open >= 0; open = text.IndexOf('«', open + 1))
            {
                int length = text.IndexOf('»', open) - open - 1;
                var place = Location.Create(tree, new(open - markers, length));
                found.Add(Short(place, [place], properties));
                markers += 2;
            }
        }

        return (run, [.. found]);
    }
}
