using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Tests.Analyzers;
using ShapeGen.Generator.Tests.Diagnostics;

namespace ShapeGen.Generator.Tests.Weights;

/// <summary>SHAPE0401: each way in which a file does not fit, its message and its place.</summary>
public sealed class WeightsAnalyzerTests
{
    private const string Head = "using ShapeGen;\nnamespace App;\n[InputShape(64)]\n[Dense(10, Name = \"fc\")]\npublic sealed partial class Head;";

    [Theory]
    [InlineData("fc/kernel F32 (64, 10)|fc/bias F32 (10)")]
    [InlineData("fc.weight F16 (10, 64)|fc.bias BF16 (10)")]
    [InlineData("fc.weight F64 (10, 64)|fc/bias F32 (10)|other I8 (3)")]
    public async Task AFileThatFitsGivesNothing(string tensors) => Assert.Empty(await Reports(Head, "App.Head", tensors));

    [Theory]
    [InlineData("", "\"fc/kernel\" (64, 10) is missing, and so is \"fc.weight\", its name in PyTorch; the file holds no tensors. Give the layer the file's name by Name = \"…\", or export the weights under this one")]
    [InlineData("fc/kernel F32 (64, 10)|x F32 (1)", "\"fc/bias\" (10) is missing, and so is \"fc.bias\", its name in PyTorch; the file holds \"fc/kernel\", \"x\". Give the layer the file's name by Name = \"…\", or export the weights under this one")]
    [InlineData("fc/kernel F32 (32, 10)|fc/bias F32 (10)", "\"fc/kernel\" is (32, 10), but the layer takes (64, 10), (in, units) as Keras stores it: export the weights anew, or change the layers to those that were trained")]
    [InlineData("fc/kernel F32 (10, 64)|fc/bias F32 (10)", "\"fc/kernel\" is (10, 64), but the layer takes (64, 10), (in, units) as Keras stores it: transpose it, or store it as \"fc.weight\"")]
    [InlineData("fc.weight F32 (64, 10)|fc/bias F32 (10)", "\"fc.weight\" is (64, 10), but the layer takes (10, 64), (units, in) as PyTorch stores it: transpose it, or store it as \"fc/kernel\"")]
    [InlineData("fc/kernel F32 (64, 10)|fc/bias F32 (1, 10)", "\"fc/bias\" is (1, 10), but the layer takes (10): export the weights anew, or change the layers to those that were trained")]
    [InlineData("fc/kernel I8 (64, 10)|fc/bias F32 (10)", "\"fc/kernel\" has the type \"I8\", but only F32, F64, F16 and BF16 can be read: export it as one of these")]
    public async Task AFileThatDoesNotFitIsReportedOnTheLayer(string tensors, string message)
    {
        Diagnostic report = Assert.Single(await Reports(Head, "App.Head", tensors));
        Assert.Equal("SHAPE0401", report.Id);
        Assert.Equal($"head.safetensors: {message}", report.GetMessage());
        Assert.Equal("Dense(10, Name = \"fc\")", report.Location.SourceTree!.GetText().ToString(report.Location.SourceSpan));
    }

    [Theory]
    [InlineData("App.Haed", "the project has no class App.Haed: correct Model=\"…\" of this ShapeGenWeights item, with its namespace")]
    [InlineData("Head", "the project has no class Head: correct Model=\"…\" of this ShapeGenWeights item, with its namespace")]
    [InlineData("App.Plain", "App.Plain has no layers: these weights belong to a model")]
    [InlineData("App.Pool", "App.Pool has no layer with weights: remove this ShapeGenWeights item")]
    public async Task AFileForNoModelIsReportedOnTheProject(string model, string message)
    {
        Diagnostic report = Assert.Single(await Reports(Head + "public class Plain; [InputShape(2, 2, 3), GlobalMaxPooling2D] public static partial class Pool;", model, "x F32 (1)"));
        Assert.Equal($"head.safetensors: {message}", report.GetMessage());
        Assert.Equal("App.csproj", report.Location.GetLineSpan().Path);
    }

    [Fact]
    public async Task TwoLayersThatDoNotFitAreTwoReports()
    {
        string code = Head.Replace("public", "[Dense(3)] public");
        string[] messages = [.. (await Reports(code, "App.Head", "fc/kernel F32 (1)|fc/bias F32 (10)")).Select(d => d.GetMessage())];
        Assert.Equal(2, messages.Length);
        Assert.Contains("\"fc/kernel\" is (1)", messages[0]);
        Assert.Contains("\"dense/kernel\" (10, 3) is missing", messages[1]);
    }

    [Fact]
    public async Task AnInvalidModelHasItsOwnErrorOnly()
    {
        string code = Head.Replace("64", "-64");
        Assert.Equal(["SHAPE0101"], (await Reports(code, "App.Head", "x F32 (1)")).Select(d => d.Id));
    }

    [Theory]
    [InlineData("App.Outer.Inner")]
    [InlineData("App.Outer+Inner")]
    public async Task ANestedModelIsFoundByEitherName(string model)
    {
        const string code = "using ShapeGen; namespace App; public partial class Outer { [InputShape(2)] [Dense(1)] public sealed partial class Inner; }";
        Assert.Empty(await Reports(code, model, "dense/kernel F32 (2, 1)|dense/bias F32 (1)"));
        Assert.Single(await Reports(code, model, "dense/kernel F32 (2, 1)"));
    }

    [Fact]
    public async Task NamesMayHoldWhatPartsTheFields()
    {
        var file = new WeightsText("x.shapegen-weights.txt", "model\tApp.Head\nfile\ta\\tb\\\\c\nproject\tApp.csproj\ntensor\tF32\t\tna\\nme\n");
        CompileOptions options = CompileOptions.Default with { AdditionalTexts = [file] };
        Diagnostic report = Assert.Single(await AnalyzerRun.Over(GeneratorRun.Of(options, Head).Output, files: options.AdditionalTexts));
        Assert.StartsWith("a\tb\\c: ", report.GetMessage());
        Assert.DoesNotContain('\n', report.GetMessage());
    }

    private static async Task<IReadOnlyList<Diagnostic>> Reports(string code, string model, string tensors)
    {
        string block = string.Join('\n', [$"{model}: head.safetensors", .. tensors.Split('|', StringSplitOptions.RemoveEmptyEntries)]);
        CompileOptions options = CompileOptions.Default with { AdditionalTexts = [WeightsText.OfPage(block)] };
        return await AnalyzerRun.Over(GeneratorRun.Of(options, code).Output, files: options.AdditionalTexts);
    }
}
