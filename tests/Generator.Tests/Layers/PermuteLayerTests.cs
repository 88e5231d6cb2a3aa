using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class PermuteLayerTests
{
    [Theory]
    [InlineData("(4, 6, 2)", "3, 1, 2", "(2, 4, 6)")]
    [InlineData("(4, 6, 2)", "1, 2, 3", "(4, 6, 2)")]
    [InlineData("(4, 6)", "2, 1", "(6, 4)")]
    [InlineData("(5)", "1", "(5)")]
    [InlineData("(2, 3, 4, 5)", "4, 2, 1, 3", "(5, 3, 2, 4)")]
    public void ReordersTheAxes(string input, string order, string output)
    {
        Assert.Equal(output, LayerCase.Output($"[InputShape{input}] [Permute({order})]"));
        Assert.Empty(LayerCase.Weights($"[InputShape{input}] [Permute({order})]"));
    }

    [Theory]
    [InlineData("(4, 6, 2)", "3, 1, 2", "24,2", "1,0")]
    [InlineData("(4, 6, 2)", "2, 1, 3", "4,6,2", "1,0,2")]
    [InlineData("(4, 6)", "2, 1", "4,6", "1,0")]
    public void LowersToATransposition(string input, string order, string dimensions, string lowered)
    {
        var step = Assert.IsType<TransposeStep>(Assert.Single(LayerCase.Steps($"[InputShape{input}] [Permute({order})]")));
        Assert.Equal((dimensions, lowered), (string.Join(',', step.Dimensions), string.Join(',', step.Order)));
    }

    [Theory]
    [InlineData("(4, 6, 2)", "1, 2, 3")]
    [InlineData("(1, 6)", "2, 1")]
    [InlineData("(4, 1, 2)", "1, 3, 2")]
    public void IsAViewWhereNothingMoves(string input, string order) => Assert.Empty(LayerCase.Steps($"[InputShape{input}] [Permute({order})]"));

    [Theory]
    [InlineData("(4, 6, 2)", "2, 1", "SHAPE0103: Permute reorders 2 axes but receives (4, 6, 2) from the input, which has 3: name each of its axes once")]
    [InlineData("", "1", "SHAPE0103: Permute reorders 1 axes but receives () from the input, which has 0: name each of its axes once")]
    [InlineData("(4, 6)", "1, 1", "SHAPE0106: Permute needs each axis from 1 to 2 once, but (1, 1) is declared")]
    [InlineData("(4, 6, 2)", "1, 1", "SHAPE0106: Permute needs each axis from 1 to 2 once, but (1, 1) is declared")]
    [InlineData("(4, 6)", "0, 1", "SHAPE0106: Permute needs each axis from 1 to 2 once, but (0, 1) is declared")]
    [InlineData("(4, 6)", "-1, 2", "SHAPE0106: Permute needs each axis from 1 to 2 once, but (-1, 2) is declared")]
    public void SaysWhatIsWrong(string input, string order, string problem)
    {
        string attributes = $"[InputShape{input}] [Permute({order})]";
        Assert.Equal(problem, LayerCase.Problem(attributes));
        Assert.Equal(input.Length == 0 ? "()" : input, LayerCase.OutputDespiteProblem(attributes));
    }
}
