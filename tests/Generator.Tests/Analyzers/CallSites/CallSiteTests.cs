using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Analyzers.CallSites;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Generator.Tests.Analyzers.CallSites;

/// <summary>SHAPE0301 to SHAPE0303 on the call sites of the data files beside this one.</summary>
public sealed class CallSiteTests
{
    public static TheoryData<CallSiteCase> Wrong => [.. CallSiteBatch.WrongFiles.SelectMany(CallSiteCase.Read)];

    public static TheoryData<CallSiteCase> Silent => [.. CallSiteBatch.SilentFiles.SelectMany(CallSiteCase.Read)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Wrong_calls_are_reported_once_and_where_they_are_wrong(CallSiteCase site)
    {
        Assert.NotEmpty(site.Expected);
        await Check(site, LanguageVersion.CSharp14);
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public async Task Correct_and_unknown_calls_are_left_alone(CallSiteCase site)
    {
        Assert.Empty(site.Expected);
        await Check(site, LanguageVersion.CSharp14);
    }

    /// <summary>C# 14 converts arrays to spans itself, C# 13 by the operators of the spans.</summary>
    [Theory]
    [MemberData(nameof(Wrong))]
    [MemberData(nameof(Silent))]
    [Trait(TestScope.Size, TestScope.Large)]
    public Task CSharp13_gives_the_same(CallSiteCase site) => Check(site, LanguageVersion.CSharp13);

    [Fact]
    public void Each_case_of_a_file_has_a_name_of_its_own() => Assert.All(
        CallSiteBatch.WrongFiles.Concat(CallSiteBatch.SilentFiles),
        file => Assert.Distinct(CallSiteCase.Read(file).Select(site => site.Name)));

    [Fact]
    public async Task Code_without_ShapeGen_is_left_alone()
    {
        CSharpCompilation compilation = CallSiteRun.CompileAlone(
            "public static class M { public static void Forward(float[] input, float[] destination) => Forward(new float[1], new float[1]); }");
        Assert.Empty(CallSiteRun.Errors(compilation));
        Assert.Empty(await CallSiteRun.Analyze(compilation));
    }

    /// <summary>Errors in a call leave nothing certain, and must not make the analyzer fail.</summary>
    [Theory]
    [InlineData("Pool.Forward(new float[3], missing);")]
    [InlineData("Pool.Forward(new float[3]);")]
    [InlineData("Pool.Forward(new float[\"a\"], given);")]
    [InlineData("Pool.Forward(new float[-1], given);")]
    [InlineData("Pool.Forward(new double[3], given);")]
    [InlineData("Pool.Forward(")]
    [InlineData("var f = f; Pool.Forward(f, f);")]
    [InlineData("Pool.Forward(new float[3].AsSpan(0, ), given);")]
    [InlineData("Pool.Forward(input: new float[3], input: new float[3], destination: new float[64]);")]
    [InlineData("DigitHead.FromWeights(new float[3], new float[3], new float[3], new float[3], new float[3]);")]
    [Trait(TestScope.Size, TestScope.Large)]
    public async Task Calls_that_do_not_compile_are_left_alone(string code)
    {
        CSharpCompilation compilation = CallSiteRun.Compile([CallSiteBatch.Wrap(new CallSiteCase { Marked = code }, 0)], LanguageVersion.CSharp14);
        Assert.NotEmpty(CallSiteRun.Errors(compilation));
        Assert.Empty(await CallSiteRun.Analyze(compilation));
    }

    /// <summary>An editor hands over other projects as compilations: their fields have syntax, but no model of this compilation.</summary>
    [Fact]
    public async Task A_field_of_another_project_is_left_alone()
    {
        MetadataReference other = CallSiteRun.CompileAlone("public static class Other { public static readonly float[] Three = new float[3]; }").ToMetadataReference();
        string code = CallSiteBatch.Wrap(new CallSiteCase { Marked = "Rectifier.Forward(Other.Three, span);" }, 0);
        CSharpCompilation compilation = CallSiteRun.Compile([code], LanguageVersion.CSharp14).AddReferences(other);
        Assert.Empty(CallSiteRun.Errors(compilation));
        Assert.Empty(await CallSiteRun.Analyze(compilation));
    }

    /// <summary>Another version of ShapeGen may infer another shape from the same layers than the one that has generated the code.</summary>
    [Theory]
    [InlineData(4, 8, "Old writes (8), 8 elements, but")]
    [InlineData(8, 4, "Old takes (8), 8 elements, but")]
    public async Task A_signature_outweighs_layers_that_lead_elsewhere(int input, int output, string message)
    {
        using var image = new MemoryStream();
        Assert.True(Compile.Sources($$"""
            using System;
            using ShapeGen;
            [InputShape(4)] [Activation(Activation.Relu)] [ShapeGen.CompilerServices.ModelSignature(new[] { {{input}} }, new[] { {{output}} }, typeof(float))]
            public static class Old
            {
                [System.CodeDom.Compiler.GeneratedCode("ShapeGen", "0.1")] public static void Forward(ReadOnlySpan<float> input, Span<float> destination) { }
            }
            """).Emit(image).Success);
        string code = CallSiteBatch.Wrap(new CallSiteCase { Marked = "Old.Forward(new float[4], new float[5]);" }, 0);
        CSharpCompilation compilation = CallSiteRun.Compile([code], LanguageVersion.CSharp14).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        Assert.Empty(CallSiteRun.Errors(compilation));
        Diagnostic report = Assert.Single(await CallSiteRun.Analyze(compilation));
        Assert.StartsWith(message, report.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("new float[] { 1,\r\n\t2 }", "new float[] { 1, 2 }")]
    [InlineData(" \n name \u0085 ", "name")]
    [InlineData(" ", "")]
    public void Messages_stay_on_one_line(string text, string shown) => Assert.Equal(shown, CallSiteText.OnOneLine(text));

    private static async Task Check(CallSiteCase site, LanguageVersion language)
    {
        if (await CallSiteBatch.Run(site, language) is not { } result)
        {
            Assert.Contains("@csharp14", site.Flags);
            return;
        }

        Assert.Empty(result.Errors);
        string[] messages = [.. site.Expected.Where(line => !IsFix(line))];
        Assert.Equal(result.Code.Reports.Select(r => r.Id), messages.Select(m => m.Split(' ')[0]));
        Assert.Equal(
            result.Code.Reports.Zip(messages, (report, message) => $"{report.Span} {message}"),
            result.Found.Select(d => $"{d.Location.SourceSpan} {d.Id} {d.GetMessage(CultureInfo.InvariantCulture)}"));
        Assert.All(result.Found, d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));

        // Each SHAPE0302 says what its fix needs.
        Diagnostic[] shorts = [.. result.Found.Where(d => d.Id == "SHAPE0302")];
        Assert.Equal(site.Expected.Where(IsFix).Select(line => line[4..]), shorts.Select(d => d.Properties[CallSiteReports.OutputLengthProperty]));
        Assert.Equal(result.Code.Extra is { } extra ? [extra] : [], shorts.SelectMany(d => d.AdditionalLocations).Select(l => l.SourceSpan));
    }

    private static bool IsFix(string line) => line.StartsWith("fix ", StringComparison.Ordinal);
}
