using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Analyzers;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Tests.Analyzers;

namespace ShapeGen.Generator.Tests.Diagnostics;

/// <summary>
/// What can be silenced can be silenced in each way that its page names; what would leave a model that cannot run, in none.
/// The code is the wrong example of the rule's page.
/// </summary>
public sealed class SilenceTests
{
    public static TheoryData<string> Configurable => [.. Rules.All.Where(IsConfigurable).Select(rule => rule.Id)];

    public static TheoryData<string> Fixed => [.. Rules.All.Where(rule => !IsConfigurable(rule)).Select(rule => rule.Id)];

    /// <summary>SHAPE0001 and SHAPE0005 leave no stub: nothing can be added to such a type.</summary>
    public static TheoryData<string> WithStub =>
        [.. Rules.All.Where(rule => !IsConfigurable(rule) && rule.Id is not (RuleIds.NotPartial or RuleIds.UnsupportedTarget)).Select(rule => rule.Id)];

    [Fact]
    public void ErrorsOfDeclarationsAndShapesAreFixed() => Assert.All(Rules.All, rule =>
    {
        bool isOfModel = rule.Id.StartsWith("SHAPE00", StringComparison.Ordinal) || rule.Id.StartsWith("SHAPE01", StringComparison.Ordinal);
        Assert.True(IsConfigurable(rule) != (isOfModel && rule.DefaultSeverity == DiagnosticSeverity.Error), rule.Id);
    });

    [Theory]
    [MemberData(nameof(Configurable))]
    public void ThePageNamesTheWays(string id)
    {
        RulePage page = RulePage.Of(id);
        Assert.Contains(SeverityLine(id), page.SilencingOptions);
        Assert.Contains(Pragma(id), page.Silence);
        Assert.Contains(Attribute(id), page.Silence);
    }

    [Theory]
    [MemberData(nameof(Fixed))]
    public void ThePageNamesNoWayWhereThereIsNone(string id)
    {
        RulePage page = RulePage.Of(id);
        Assert.StartsWith("\nNot possible", page.Silence);
        Assert.DoesNotContain("```", page.Silence);
        Assert.DoesNotContain("#pragma", page.Silence);
    }

    /// <summary>Without the three ways the page's example must report; otherwise the tests below would show nothing.</summary>
    [Theory]
    [MemberData(nameof(Configurable))]
    public async Task EachOptionOfThePageSilencesTheRule(string id)
    {
        RulePage page = RulePage.Of(id);
        Assert.NotEmpty(await PageExample.Reports(page.Wrong));
        foreach (string option in page.SilencingOptions)
        {
            Assert.Empty(await PageExample.Reports(page.Wrong, new EditorConfig(option)));
        }
    }

    [Theory]
    [MemberData(nameof(Configurable))]
    public async Task APragmaSilencesTheRule(string id) =>
        Assert.Empty(await PageExample.Reports($"{Pragma(id)}\n{RulePage.Of(id).Wrong}"));

    [Theory]
    [MemberData(nameof(Configurable))]
    public async Task AnAttributeSilencesTheRule(string id) => Assert.Empty(await PageExample.Reports(WithAttribute(id)));

    [Theory]
    [MemberData(nameof(Configurable))]
    public async Task ASeverityCanBeRaised(string id)
    {
        var config = new EditorConfig($"dotnet_diagnostic.{id}.severity = error");
        IReadOnlyList<Diagnostic> found = await AnalyzerRun.Over(config.Apply(PageExample.Generate(RulePage.Of(id).Wrong).Output), config.Options);
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
    }

    [Theory]
    [MemberData(nameof(Fixed))]
    public async Task NoSeveritySilencesAnError(string id)
    {
        RulePage page = RulePage.Of(id);
        Assert.Equal(page.Messages, string.Join('\n', await PageExample.Reports(page.Wrong, new EditorConfig(SeverityLine(id)))));
    }

    [Theory]
    [MemberData(nameof(Fixed))]
    public async Task NoPragmaSilencesAnError(string id)
    {
        RulePage page = RulePage.Of(id);
        Assert.Equal(page.Messages, string.Join('\n', await PageExample.Reports($"{Pragma(id)}\n{page.Wrong}")));
    }

    [Theory]
    [MemberData(nameof(Fixed))]
    public async Task NoAttributeSilencesAnError(string id) =>
        Assert.Equal(RulePage.Of(id).Messages, string.Join('\n', await PageExample.Reports(WithAttribute(id))));

    /// <summary>Where no analyzer runs the stub itself stops the build.</summary>
    [Theory]
    [MemberData(nameof(WithStub))]
    public void WithoutAnalyzersAStubDoesNotCompile(string id)
    {
        var options = new CompileOptions { BuildProperties = ImmutableDictionary<string, string>.Empty.Add("build_property.RunAnalyzers", "false") };
        RulePage page = RulePage.Of(id);
        GeneratorRun run = PageExample.Generate(page.Wrong, options);
        string[] errors = [.. run.Output.GetDiagnostics().Where(d => d.Id == "CS1029").Select(d => d.GetMessage()).Order(StringComparer.Ordinal)];
        string[] messages = page.Messages.Split('\n');
        Assert.Equal(messages.Length, errors.Length);
        Assert.All(errors, error => Assert.Contains($"'{id} ", error));
        Assert.All(messages, message => Assert.Contains(errors, error => error.Contains(message[(id.Length + 1)..])));
        Assert.Contains(run.Files.Values, text => text.Contains($"\n#error {id} "));
    }

    [Fact]
    public async Task TheLimitOfParametersIsAnOption()
    {
        string code = "using ShapeGen;\n[InputShape(7, 7, 512), Flatten, Dense(10)] partial class M;";
        Assert.Empty(await PageExample.Reports(code));
        Assert.Empty(await PageExample.Reports(code, new EditorConfig($"{AdviceAnalyzer.MaximumParametersOption} = 250890")));
        Assert.Single(await PageExample.Reports(code, new EditorConfig($"{AdviceAnalyzer.MaximumParametersOption} = 250889")));
    }

    private static bool IsConfigurable(DiagnosticDescriptor rule) => !rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);

    private static string SeverityLine(string id) => $"dotnet_diagnostic.{id}.severity = none";

    private static string Pragma(string id) => $"#pragma warning disable {id}";

    private static string Attribute(string id) => $"[SuppressMessage(\"{Rules.Find(id).Category}\", \"{id}\")]";

    private static string WithAttribute(string id) =>
        "using System.Diagnostics.CodeAnalysis;\n" + PageExample.WithAttribute(RulePage.Of(id).Wrong, Attribute(id));
}
