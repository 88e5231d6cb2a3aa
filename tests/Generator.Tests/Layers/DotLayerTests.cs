using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class DotLayerTests
{
    [Theory]
    [InlineData("4", "4", "", "(1)")]
    [InlineData("4", "4", ", Axes = [1]", "(1)")]
    [InlineData("3, 4", "5, 4", ", Axes = [2]", "(3, 5)")]
    [InlineData("3, 4", "5, 4", ", Axes = [-1]", "(3, 5)")]
    [InlineData("3, 4", "4, 5", ", Axes = [2, 1]", "(3, 5)")]
    [InlineData("4, 3", "5, 4", ", Axes = [1, -1]", "(3, 5)")]
    [InlineData("2, 4, 3", "4", ", Axes = [2, 1], Normalize = true", "(2, 3)")]
    public void SumsAlongAnAxisOfEach(string left, string right, string options, string output) => Assert.Equal(output, LayerCase.Output(Declared(left, right, options)));

    [Fact]
    public void LowersToAProductOfRowsAndColumns()
    {
        IReadOnlyList<Step> steps = LayerCase.Steps(Declared("3, 4", "5, 4", ""));
        Assert.Collection(
            steps,
            step => Assert.IsType<TransposeStep>(step),
            step => Assert.Equal((3, 4, 5, false), step is DotStep dot ? (dot.Rows, dot.Length, dot.Columns, dot.Normalize) : default));
        Assert.IsType<DotStep>(Assert.Single(LayerCase.Steps(Declared("3, 4", "4, 5", ", Axes = [2, 1]"))));
    }

    [Theory]
    [InlineData("3", "4", ", Axes = [1]", "SHAPE0111: Dot sums along axis 1 of (3) from the input \"left\" and axis 1 of (4) from the input \"right\", but both axes must have the same size")]
    [InlineData("3, 4", "5, 3", "", "SHAPE0111: Dot sums along axis 2 of (3, 4) from the input \"left\" and axis 2 of (5, 3) from the input \"right\", but both axes must have the same size; with Axes = [1, 2] they would")]
    [InlineData("3", "3", ", Axes = [2]", "SHAPE0106: Dot sums along axis 2 of (3) from the input \"left\", which has the axes 1 to 1 after the batch, or −1 for the last")]
    [InlineData("3", "3", ", Axes = [0]", "SHAPE0106: Dot sums along axis 0 of (3) from the input \"left\", which has the axes 1 to 1 after the batch, or −1 for the last")]
    [InlineData("3", "3", ", Axes = [1, 1, 1]", "SHAPE0106: Dot takes one axis for both inputs, or one for each, but (1, 1, 1) is declared")]
    public void SaysWhatIsWrong(string left, string right, string options, string problem) => Assert.Equal(problem, LayerCase.Problem(Declared(left, right, options)));

    private static string Declared(string left, string right, string options) =>
        $"[InputShape({left}, Name = \"left\")] [InputShape({right}, Name = \"right\")] [Dot(\"right\"{options})]";
}
