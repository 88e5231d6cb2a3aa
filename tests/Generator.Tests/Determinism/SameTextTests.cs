using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Generator.Tests.Determinism;

/// <summary>The generated text depends on the models alone: not on threads, culture, file order or the machine's line ends.</summary>
public class SameTextTests
{
    private static readonly CompileOptions Options = new()
    {
        HasTensors = true,

        // So that the texts of the rules, negative numbers in them, are part of what is compared.
        BuildProperties = CompileOptions.Default.BuildProperties.Add("build_property.RunAnalyzers", "false"),
    };

    private static readonly IReadOnlyDictionary<string, string> Expected = Generate();

    [Fact]
    public void TheGalleryIsComplete()
    {
        Assert.Equal(30, Expected.Count);
        Assert.Equal(
            ["Gallery.Graphs.Unequal", "Gallery.Layers.InvalidElement", "Gallery.Layers.Negative", "Gallery.Layers.WithoutInput"],
            Expected.Where(file => file.Value.Contains("#error SHAPE")).Select(file => file.Key.Replace(".g.cs", "")).Order(StringComparer.Ordinal));
        Assert.Contains("-7", Expected["Gallery.Layers.Negative.g.cs"]);
    }

    [Fact]
    public void SixteenThreadsWriteTheSame()
    {
        const int Count = 16;
        using var barrier = new Barrier(Count);
        var results = new IReadOnlyDictionary<string, string>?[Count];
        Thread[] threads = [.. Enumerable.Range(0, Count).Select(index => new Thread(() =>
        {
            barrier.SignalAndWait();
            results[index] = Generate();
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(results, AssertExpected);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("sv-SE")]
    [InlineData("de-CH")]
    public void EveryCultureWritesTheSame(string name)
    {
        IReadOnlyDictionary<string, string>? result = null;
        var thread = new Thread(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
            result = Generate();
        });
        thread.Start();
        thread.Join();
        AssertExpected(result);
    }

    /// <summary>Without ICU all cultures are alike, and the test above could not fail.</summary>
    [Fact]
    public void TheCulturesDiffer()
    {
        Assert.Equal("ı", CultureInfo.GetCultureInfo("tr-TR").TextInfo.ToLower("I"));
        Assert.Equal("−5", (-5).ToString(CultureInfo.GetCultureInfo("sv-SE")));
        Assert.Equal("1’000", 1000.ToString("N0", CultureInfo.GetCultureInfo("de-CH")));
        Assert.NotEqual("-5", (-5).ToString(CultureInfo.GetCultureInfo("fa-IR")));
        Assert.NotEqual("0.5", 0.5.ToString(CultureInfo.GetCultureInfo("de-DE")));
    }

    /// <summary>Also which of two models, whose names differ in case only, gets the number.</summary>
    [Fact]
    public void TheOrderOfFilesDoesNotMatter()
    {
        string[] files =
        [
            .. ModelGallery.Files,
            "using ShapeGen; namespace N; [InputShape(4)] [Dense(3)] public partial class Model;",
            "using ShapeGen; namespace N; [InputShape(5)] [Dense(3)] public partial class MODEL;",
        ];
        IReadOnlyDictionary<string, string> expected = GeneratorRun.Of(Options, files).Files;
        foreach (int[] order in new[] { [5, 4, 3, 2, 1, 0], [1, 4, 2, 0, 5, 3], new[] { 0, 2, 1, 5, 4, 3 } })
        {
            AssertSame(expected, GeneratorRun.Of(Options, [.. order.Select(i => files[i])]).Files);
        }
    }

    [Fact]
    public void WindowsLineEndsInTheSourceDoNotMatter() =>
        AssertExpected(GeneratorRun.Of(Options, [.. ModelGallery.Files.Select(text => text.Replace("\n", "\r\n"))]).Files);

    [Fact]
    public void LinesEndPlainlyWithoutTrailingSpace()
    {
        foreach ((string name, string text) in Expected)
        {
            Assert.False(text.Contains('\r'), name);
            Assert.True(text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal), name);
            Assert.DoesNotMatch(new Regex("[ \t]+$", RegexOptions.Multiline), text);
            Assert.DoesNotContain('\t', text);
            Assert.DoesNotContain("\n\n\n", text);
        }
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    public void TheLanguageVersionDoesNotMatter(LanguageVersion version) =>
        AssertExpected(GeneratorRun.Of(Options with { Language = version }, ModelGallery.Files).Files);

    private static IReadOnlyDictionary<string, string> Generate() => GeneratorRun.Of(Options, ModelGallery.Files).Files;

    private static void AssertExpected(IReadOnlyDictionary<string, string>? actual) => AssertSame(Expected, actual!);

    private static void AssertSame(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual) =>
        Assert.Equal(expected.OrderBy(f => f.Key, StringComparer.Ordinal), actual.OrderBy(f => f.Key, StringComparer.Ordinal));
}
