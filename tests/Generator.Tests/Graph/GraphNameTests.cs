using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Tests.Analyzers;

namespace ShapeGen.Generator.Tests.Graph;

/// <summary>What names stand for where they meet: repeated uses, automatic names beside inputs, and names that no comment may hold.</summary>
public class GraphNameTests
{
    [Fact]
    public void TheNameOfARepeatedUseIsWhatItsLastRepetitionMakes()
    {
        ShapedModel model = Parsed.Shaped("[InputShape(4)] [Residual<B>(Repeat = 3, Name = \"stage\")] [Output(\"stage\")]");
        Assert.Empty(model.Problems);
        Assert.Equal(model.Layers.Count, model.Outputs.Single().Source);
    }

    [Fact]
    public void ALayerReadsTheWholeOfARepeatedUse()
    {
        ShapedModel model = Parsed.Shaped("[InputShape(4)] [Apply<B>(Repeat = 2, Name = \"stage\")] [Dense(4)] [Add(\"stage\")]");
        Assert.Empty(model.Problems);
        Assert.Equal([3, 2], model.Layers[^1].Sources);
    }

    [Theory]
    [InlineData("[InputShape(4, Name = \"b\")] [Apply<B>] [Apply<B>]", "b_1/dense", "b_2/dense")]
    [InlineData("[InputShape(4, Name = \"dense\")] [Dense(3)] [Dense(2)]", "dense_1", "dense_2")]
    [InlineData("[InputShape(4)] [Apply<B>] [Apply<B>]", "b/dense", "b_1/dense")]
    public void AnAutomaticNameIsNeverThatOfAnInput(string attributes, params string[] names)
    {
        ShapedModel model = Parsed.Shaped(attributes);
        Assert.Empty(model.Problems);
        Assert.Equal(names, model.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public async Task ABlockIsNeverMadeSoThatItMayBeAbstract()
    {
        GeneratorRun run = GeneratorRun.Of("using ShapeGen; [Block] [Dense(4)] public abstract partial class Basic; [InputShape(4)] [Apply<Basic>] public sealed partial class M;");
        Assert.Empty(await AnalyzerRun.Over(run.Output));
        Assert.Empty(run.Diagnostics());
    }

    [Fact]
    public async Task ABlockWithInputsHasOneErrorAndBreaksNothing()
    {
        GeneratorRun run = GeneratorRun.Of("using ShapeGen; [Block] [InputShape(4, Name = \"a\")] [InputShape(4, Name = \"b\")] [Add(\"input\")] public partial class Basic;");
        Diagnostic report = Assert.Single(await AnalyzerRun.Over(run.Output));
        Assert.Equal("SHAPE0023", report.Id);
    }

    [Theory]
    [InlineData("[InputShape(4)] [Dense(4)] [Add(\"stem\")]", "SHAPE0021")]
    [InlineData("[InputShape(4)] [Dense(3)] [Dense(2, From = \"input\")]", "SHAPE0022")]
    [InlineData("[InputShape(4)] [Apply<int>]", "SHAPE0023")]
    [InlineData("[InputShape(4, Name = \"a\")] [InputShape(3, Name = \"b\")] [Add(\"b\")]", "SHAPE0111")]
    public async Task EveryRuleOfGraphsIsReported(string attributes, string id)
    {
        GeneratorRun run = GeneratorRun.Of($"using ShapeGen; {attributes} public sealed partial class M;");
        Assert.Equal([id], (await AnalyzerRun.Over(run.Output)).Select(report => report.Id));
    }

    /// <summary>A line break in a name leaves neither the summary nor the comment on a copied output.</summary>
    [Fact]
    public void NamesStayOnTheirLine()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using ShapeGen;
            [InputShape(4, Name = "\n?a")] [Activation(Activation.Relu, Name = "\n?b")] [Dropout(0.5, Name = "\n?c")] [Output("\n?b")] [Output("\n?c")]
            public sealed partial class M;
            """);
        Assert.Empty(run.Diagnostics());
        Assert.DoesNotContain("\n?", run.Text);
        Assert.Contains("\\u000a?a (InputLayer)", run.Text);
    }
}
