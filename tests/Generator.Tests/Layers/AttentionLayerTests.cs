using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class AttentionLayerTests
{
    [Theory]
    [InlineData("[InputShape(3, 4)] [Attention]", "(3, 4)")]
    [InlineData("[InputShape(3, 4, Name = \"q\")] [InputShape(5, 4, Name = \"v\")] [Attention(Value = \"v\")]", "(3, 4)")]
    [InlineData("[InputShape(3, 4, Name = \"q\")] [InputShape(5, 2, Name = \"v\")] [InputShape(5, 4, Name = \"k\")] [AdditiveAttention(Value = \"v\", Key = \"k\")]", "(3, 2)")]
    public void HasAValueForEachQuery(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Theory]
    [InlineData("Attention")]
    [InlineData("Attention(UseScale = true)", "attention/scale ()")]
    [InlineData("Attention(ScoreMode = ScoreMode.Concat)", "attention/concat_score_weight ()")]
    [InlineData("Attention(UseScale = true, ScoreMode = ScoreMode.Concat)", "attention/scale ()", "attention/concat_score_weight ()")]
    [InlineData("AdditiveAttention", "additive_attention/scale (4)")]
    [InlineData("AdditiveAttention(UseScale = false)")]
    public void HasKerasWeights(string layer, params string[] weights) => Assert.Equal(weights, LayerCase.Weights($"[InputShape(3, 4)] [{layer}]"));

    [Fact]
    public void MasksOfIntegersAreRead()
    {
        AttentionStep step = LayerCase.Steps("[InputShape<int>(5)] [Embedding(9, 3, MaskZero = true)] [Attention] [GlobalAveragePooling1D]").OfType<AttentionStep>().Single();
        Assert.Equal((true, true, true, 5), (step.HasQueryMask, step.HasKeyMask, step.ClearsQueries, step.Reads.Count));
        Assert.True(LayerCase.Steps("[InputShape<int>(5)] [Embedding(9, 3, MaskZero = true)] [Attention] [GlobalAveragePooling1D]").OfType<PoolStep>().Single().IsMasked);
    }

    [Theory]
    [InlineData("[InputShape(3)] [Attention]", "SHAPE0103: Attention expects (positions, features) as its query, receives (3) from the input: reshape it first")]
    [InlineData("[InputShape(3, 4, Name = \"q\")] [InputShape(5, Name = \"v\")] [Attention(Value = \"v\")]", "SHAPE0103: Attention expects (positions, features) as its value, receives (5) from the input \"v\": reshape it first")]
    [InlineData("[InputShape(2, 3, Name = \"q\")] [InputShape(2, 4, Name = \"v\")] [Attention(Value = \"v\")]", "SHAPE0111: Attention scores a query of (2, 3) from the input \"q\" with a key of (2, 4) from the input \"v\", but both must have the same number of features: project one of them with [Dense(3)]")]
    [InlineData("[InputShape(2, 3, Name = \"q\")] [InputShape(4, 3, Name = \"v\")] [InputShape(5, 3, Name = \"k\")] [Attention(Value = \"v\", Key = \"k\")]", "SHAPE0111: Attention has a value of (4, 3) from the input \"v\" and a key of (5, 3) from the input \"k\": each value needs a key, so all axes but the last must be equal")]
    [InlineData("[InputShape(2, 3)] [Attention(Value = \"encoder\")]", "SHAPE0021: Attention names \"encoder\", which is no earlier layer or input: the only name here is \"input\"")]
    public void SaysWhatIsWrong(string attributes, string problem) => Assert.Equal(problem, LayerCase.Problem(attributes));
}
