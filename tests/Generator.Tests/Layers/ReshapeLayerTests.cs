using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Layers;

public class ReshapeLayerTests
{
    [Theory]
    [InlineData("(24)", "2, 2, 6", "(2, 2, 6)")]
    [InlineData("(24)", "2, -1", "(2, 12)")]
    [InlineData("(4, 6)", "-1", "(24)")]
    [InlineData("(4, 6)", "-1, 24", "(1, 24)")]
    [InlineData("(1, 1)", "", "()")]
    [InlineData("", "1, 1", "(1, 1)")]
    public void TakesTheTargetShape(string input, string target, string output)
    {
        string attributes = $"[InputShape{input}] [Reshape({target})]";
        Assert.Equal(output, LayerCase.Output(attributes));
        Assert.Empty(LayerCase.Weights(attributes));
        Assert.Empty(LayerCase.Steps(attributes));
    }

    [Theory]
    [InlineData("5, 5", "(5, 5)", "SHAPE0106: Reshape cannot make (5, 5) of (4, 6) from the input: its 24 values do not fill 25")]
    [InlineData("5, -1", "(5, 4)", "SHAPE0106: Reshape cannot make (5, -1) of (4, 6) from the input: its 24 values are no multiple of 5")]
    [InlineData("48, -1", "(48, 1)", "SHAPE0106: Reshape cannot make (48, -1) of (4, 6) from the input: its 24 values are no multiple of 48")]
    [InlineData("-1, 24, -1", "(1, 24, 1)", "SHAPE0106: Reshape may leave one dimension open (-1), not two")]
    [InlineData("0, 24", "(1, 24)", "SHAPE0101: Reshape has the dimension 0; dimensions must be positive, or -1 once")]
    [InlineData("24, -2", "(24, 1)", "SHAPE0101: Reshape has the dimension -2; dimensions must be positive, or -1 once")]
    public void SaysWhatIsWrong(string target, string output, string problem)
    {
        string attributes = $"[InputShape(4, 6)] [Reshape({target})]";
        Assert.Equal(problem, LayerCase.Problem(attributes));
        Assert.Equal(output, LayerCase.OutputDespiteProblem(attributes));
    }

    /// <summary>One mistake is one problem: a dimension that is no number at all says nothing about the product.</summary>
    [Theory]
    [InlineData("0, 6", "SHAPE0101")]
    [InlineData("-1, 5, -1", "SHAPE0106: Reshape may leave")]
    public void AWrongDimensionIsReportedOnce(string target, string start) =>
        Assert.StartsWith(start, LayerCase.Problem($"[InputShape(4, 6)] [Reshape({target})]"));
}
