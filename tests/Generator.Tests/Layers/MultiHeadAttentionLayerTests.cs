using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class MultiHeadAttentionLayerTests
{
    [Theory]
    [InlineData("[InputShape(16, 24)] [MultiHeadAttention(3, 8)]", "(16, 24)")]
    [InlineData("[InputShape(16, 24)] [MultiHeadAttention(3, 8, ValueDim = 5, OutputShape = [2, 7])]", "(16, 2, 7)")]
    [InlineData("[InputShape(2, 3, 4)] [MultiHeadAttention(3, 8, AttentionAxes = [2])]", "(2, 3, 4)")]
    [InlineData("[InputShape(16, 24, Name = \"q\")] [InputShape(40, 32, Name = \"v\")] [MultiHeadAttention(3, 8, Value = \"v\")]", "(16, 24)")]
    public void KeepsTheQuerysAxes(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Fact]
    public void HasKerasWeights()
    {
        Assert.Equal(
            [
                "multi_head_attention/query/kernel (6, 2, 3)", "multi_head_attention/query/bias (2, 3)",
                "multi_head_attention/key/kernel (5, 2, 3)", "multi_head_attention/key/bias (2, 3)",
                "multi_head_attention/value/kernel (5, 2, 4)", "multi_head_attention/value/bias (2, 4)",
                "multi_head_attention/attention_output/kernel (2, 4, 6)", "multi_head_attention/attention_output/bias (6)",
            ],
            LayerCase.Weights("[InputShape(4, 6, Name = \"q\")] [InputShape(7, 5, Name = \"v\")] [MultiHeadAttention(2, 3, ValueDim = 4, Value = \"v\")]"));
        Assert.Equal(4, LayerCase.Weights("[InputShape(4, 6)] [MultiHeadAttention(2, 3, UseBias = false)]").Count());
    }

    [Fact]
    public void IsProductsAndOneStep()
    {
        IReadOnlyList<Step> steps = LayerCase.Steps("[InputShape(20, 64)] [MultiHeadAttention(4, 16, UseCausalMask = true)]");
        Assert.Equal([typeof(DenseStep), typeof(DenseStep), typeof(DenseStep), typeof(AttentionStep), typeof(DenseStep)], steps.Select(step => step.GetType()));
        var attention = (AttentionStep)steps[3];
        Assert.Equal((1, 20, 20, 4, 16, 16, 0.25, true), (attention.Outer, attention.Queries, attention.Keys, attention.Heads, attention.KeyWidth, attention.ValueWidth, attention.Scale, attention.IsCausal));
        Assert.Equal([16 * 32, 16 * 32, 16 + (16 * 16)], attention.WorkspaceLengths);
        Assert.Equal([16 * 32, 8 * 32, 16 + (8 * 16)], (attention with { ValueWidth = 17 }).WorkspaceLengths);
        Assert.Equal([16 * 528, 8 * 528, 16 + (8 * 16)], (attention with { Keys = 513 }).WorkspaceLengths);
    }

    [Theory]
    [InlineData("[InputShape(3, 4)] [MultiHeadAttention(0, 2)]", "SHAPE0106: MultiHeadAttention needs a positive number of numHeads, but 0 is declared")]
    [InlineData("[InputShape(3, 4)] [MultiHeadAttention(2, 2, ValueDim = -1)]", "SHAPE0106: MultiHeadAttention needs a positive ValueDim, or 0 for that of a key, but -1 is declared")]
    [InlineData("[InputShape(3, 4)] [MultiHeadAttention(2, 2, OutputShape = [0])]", "SHAPE0106: MultiHeadAttention needs positive sizes in OutputShape, but (0) is declared")]
    [InlineData("[InputShape(2, 3, 4)] [MultiHeadAttention(2, 2, AttentionAxes = [1])]", "SHAPE0106: MultiHeadAttention attends along the axes 1 of (2, 3, 4), but it can only attend along the last ones of 1, 2, counted from 1 after the batch: bring them there with [Permute(…)]")]
    [InlineData("[InputShape(4)] [MultiHeadAttention(2, 2)]", "SHAPE0103: MultiHeadAttention expects (positions, features) as its query, receives (4) from the input: reshape it first")]
    public void SaysWhatIsWrong(string attributes, string problem) => Assert.Equal(problem, LayerCase.Problem(attributes));
}
