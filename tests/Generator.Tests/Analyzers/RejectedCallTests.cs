using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Tests.Analyzers;

/// <summary>SHAPE0304 and SHAPE0305: the cure beside the compiler's error, once, at its place; silence where the compiler has nothing to say.</summary>
public sealed class RejectedCallTests
{
    private const string Models =
        """
        using System; using ShapeGen;
        [InputShape(4), Dense(2)] public sealed partial class Head;
        [InputShape<double>(4), Activation(Activation.Relu)] public sealed partial class Pool;
        [InputShape<Half>(4), Dense(2)] public sealed partial class Small;
        [InputShape(3, Name = "image"), InputShape(2, Name = "meta"), Dense(2, Name = "seen"), Add("meta", Name = "sum"), Output("seen"), Output("sum")] public sealed partial class Two;
        [InputShape<int>(4), Embedding(9, 2)] public sealed partial class Words;
        public class Other { private Other(int seed) { } public static void Forward(ReadOnlySpan<float> x, Span<float> y) { } }

        """;

    private const string Made = "is made with its weights: write";

    [Theory]
    [InlineData("var head = [|new Head()|];", "SHAPE0304 Head " + Made + " Head.Load(\"….safetensors\") for a file, or Head.FromWeights(…) for arrays")]
    [InlineData("Head head = [|new()|];", "SHAPE0304 Head " + Made + " Head.Load(\"….safetensors\") for a file, or Head.FromWeights(…) for arrays")]
    [InlineData("object head = [|new Head(\"head.safetensors\")|];", "SHAPE0304 Head " + Made + " Head.Load(\"….safetensors\") for a file, or Head.FromWeights(…) for arrays")]
    [InlineData("byte[] image = new byte[4]; Load().Forward([|image|], new float[2]);", "SHAPE0305 Head takes float, but \"image\" holds byte: scale each value as for the training, for example by x[i] = image[i] / 255f")]
    [InlineData("byte[] image = new byte[4]; Pool.Forward([|image.AsSpan()|], new double[4]);", "SHAPE0305 Pool takes double, but the argument holds byte: scale each value as for the training, for example by x[i] = values[i] / 255.0")]
    [InlineData("ReadOnlySpan<byte> image = default; Small.FromWeights(new Half[8], new Half[2]).ForwardBatch([|image|], new Half[2]);", "SHAPE0305 Small takes System.Half, but \"image\" holds byte: scale each value as for the training, for example by x[i] = (Half)(image[i] / 255f)")]
    [InlineData("double[] x = new double[4]; Load().Forward([|x|], new float[2]);", "SHAPE0305 Head takes float, but \"x\" holds double: convert each value, for example by x[i] = (float)x[i]")]
    [InlineData("double[] kernel = new double[8]; Head.FromWeights([|kernel|], new float[2]);", "SHAPE0305 Head takes float, but \"kernel\" holds double: convert each value, for example by x[i] = (float)kernel[i]")]
    [InlineData("_ = [|new Two()|];", "SHAPE0304 Two " + Made + " Two.Load(\"….safetensors\") for a file, or Two.FromWeights(…) for arrays")]
    [InlineData("byte[] meta = new byte[2]; Two.FromWeights(new float[6], new float[2]).Forward(new float[3], [|meta|], new float[2], new float[2]);", "SHAPE0305 Two takes float, but \"meta\" holds byte: scale each value as for the training, for example by x[i] = meta[i] / 255f")]
    [InlineData("double[] sum = new double[2]; Two.FromWeights(new float[6], new float[2]).ForwardBatch(new float[3], new float[2], seen: new float[2], sum: [|sum|]);", "SHAPE0305 Two takes float, but \"sum\" holds double: convert each value, for example by x[i] = (float)sum[i]")]
    [InlineData("float[] x = new float[4]; Words.FromWeights(new float[18]).Forward([|x|], new float[8]);", "SHAPE0305 Words takes int, but \"x\" holds float: convert each value, for example by x[i] = (int)x[i]")]
    [InlineData("double[] y = new double[8]; Words.FromWeights(new float[18]).Forward(new int[4], [|y|]);", "SHAPE0305 Words takes float, but \"y\" holds double: convert each value, for example by x[i] = (float)y[i]")]
    [InlineData("_ = new Other(); Other.Forward(new byte[4], new float[2]);")]
    [InlineData("_ = new Pool(); Pool.Forward(new double[4], new double[4]);")]
    [InlineData("Load().Forward(\"image\", new float[2]); Load().Forward();")]
    public async Task TheCureStandsBesideTheCompilersError(string body, params string[] expected)
    {
        string marked = $"{Models}static class Use {{ static Head Load() => Head.Load(\"x\"); static void Run() {{ {body} }} }}";
        RuleCase item = RuleCase.Read("here", expected.Aggregate(marked.Replace("\n\n", "\n"), (text, report) => $"{text}\n        {report}")).Single();
        IReadOnlyList<Diagnostic> found = await AnalyzerRun.Over(GeneratorRun.Of(item.Source).Output);
        Assert.Equal(RuleCase.Write(item.Source, item.Expected), RuleCase.Write(item.Source, found.Select(d => new ExpectedReport(d.Location.SourceSpan, d.Id, d.GetMessage()))));
    }

    [Fact]
    public async Task WhereTheWeightsTravelLoadNeedsNoFile()
    {
        CompileOptions options = CompileOptions.Default with { AdditionalTexts = [Diagnostics.WeightsText.OfPage("Head: head.safetensors\ndense/kernel F32 (4, 2)\ndense/bias F32 (2)")] };
        GeneratorRun run = GeneratorRun.Of(options, Models + "static class Use { static object Make() => new Head(); }");
        Diagnostic report = Assert.Single(await AnalyzerRun.Over(run.Output, files: options.AdditionalTexts));
        Assert.Equal("Head is made with its weights: write Head.Load() for the weights in its assembly, or Head.FromWeights(…) for arrays", report.GetMessage());
    }
}
