using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class EmbeddingLayerTests
{
    [Theory]
    [InlineData("24", "(24, 16)")]
    [InlineData("4, 6", "(4, 6, 16)")]
    [InlineData("", "(16)")]
    public void AddsAnAxis(string input, string output)
    {
        Assert.Equal(output, LayerCase.Output($"[InputShape<int>({input})] [Embedding(1000, 16)]"));
        Assert.Equal("embedding/embeddings (1000, 16)", Assert.Single(LayerCase.Weights($"[InputShape<int>({input})] [Embedding(1000, 16)]")));
    }

    [Fact]
    public void TakesRowsOfATable()
    {
        var step = Assert.IsType<GatherStep>(Assert.Single(LayerCase.Steps("[InputShape<int>(24)] [Embedding(1000, 16)]")));
        Assert.Equal((24, 1000, 16), (step.Count, step.Rows, step.Width));
        Assert.Equal(["24 rows of a table (1000, 16)"], step.Describe(ElementType.Single));
    }

    [Theory]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 3)] [GlobalAveragePooling1D]", false)]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 3, MaskZero = true)] [GlobalAveragePooling1D]", true)]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 3, MaskZero = true)] [Dense(4)] [Dropout(0.5)] [Activation(Activation.Relu)] [GlobalAveragePooling1D]", true)]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 3, MaskZero = true)] [LayerNormalization] [Add(\"embedding\")] [MultiHeadAttention(1, 2)] [GlobalAveragePooling1D]", true)]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 3, MaskZero = true)] [RMSNormalization] [GlobalAveragePooling1D]", false)]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 3, MaskZero = true)] [Permute(1, 2)] [GlobalAveragePooling1D]", false)]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 3, MaskZero = true)] [Conv1D(4, 1)] [GlobalAveragePooling1D]", false)]
    public void AMaskGoesAsFarAsLayersWorkOnEachStep(string attributes, bool isMasked)
    {
        PoolStep pooling = LayerCase.Steps(attributes).OfType<PoolStep>().Single();
        Assert.Equal(isMasked, pooling.IsMasked);
        Assert.Equal(isMasked ? 2 : 1, pooling.Reads.Count);
        Assert.True(!isMasked || pooling.Reads[1].Index == 0);
    }

    [Theory]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 3)]", "Single")]
    [InlineData("[InputShape<int>(5)] [Embedding<float>(9, 3)]", "Single")]
    [InlineData("[InputShape<int>(5)] [Embedding<double>(9, 3)]", "Double")]
    [InlineData("[InputShape<int>(5)] [Embedding<System.Half>(9, 3)]", "Half")]
    [InlineData("[InputShape<int>(5, Name = \"a\")] [InputShape<double>(5, 3, Name = \"b\")] [Embedding(9, 3)] [Add(\"b\")]", "Double")]
    [InlineData("[InputShape<int>(5, Name = \"a\")] [InputShape<int>(5, Name = \"b\")] [Embedding(9, 3, Name = \"e\")] [Embedding<double>(7, 3, From = \"b\")] [Add(\"e\")]", "Double")]
    public void TheModelComputesWithOneType(string attributes, string element)
    {
        Assert.Empty(Parsed.Problems(attributes));
        Assert.Equal(element, Parsed.Shaped(attributes).ElementType.ToString());
    }

    [Theory]
    [InlineData("[InputShape(5)] [Embedding(9, 3)]", "SHAPE0121: Embedding looks up integers, but the input holds floating-point numbers: declare [InputShape<int>(5)]")]
    [InlineData("[InputShape(5)] [Dense(4)] [Embedding(9, 3)]", "SHAPE0121: Embedding looks up integers, but receives floating-point numbers from Dense of (5): let it read an input that is declared as [InputShape<int>(…)]")]
    [InlineData("[InputShape<int>(5)] [Dense(4)]", "SHAPE0121: Dense computes with floating-point numbers, but the input holds integers: put [Embedding(inputDim, outputDim)] between them, or declare [InputShape(5)]")]
    [InlineData("[InputShape<int>(5)] [Embedding(9, 0)]", "SHAPE0106: Embedding needs a positive number of outputDim, but 0 is declared")]
    [InlineData("[InputShape<int>(5)] [Embedding(-1, 3)]", "SHAPE0106: Embedding needs a positive number of inputDim, but -1 is declared")]
    public void SaysWhatIsWrong(string attributes, string problem) => Assert.Equal(problem, LayerCase.Problem(attributes));
}
