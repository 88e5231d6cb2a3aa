using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Layers;

public class RepeatVectorLayerTests
{
    [Theory]
    [InlineData(1, "(1, 4)")]
    [InlineData(3, "(3, 4)")]
    public void RepeatsTheFeatures(int n, string output) => Assert.Equal(output, LayerCase.Output($"[InputShape(4)] [RepeatVector({n})]"));

    [Fact]
    public void CopiesOnceAndThenWithinTheOutput() => Assert.Equal(
        "copied by axis: 1 each 3 times; 4",
        Assert.Single(LayerCase.Steps("[InputShape(4)] [RepeatVector(3)]")).Describe(ElementType.Single).Single());

    [Fact]
    public void IsAViewOfOne() => Assert.Empty(LayerCase.Steps("[InputShape(4)] [RepeatVector(1)]"));

    [Theory]
    [InlineData("(3, 4)", 2, "SHAPE0103: RepeatVector expects (features), receives (3, 4) from the input: insert [Flatten] before it", "(2, 12)")]
    [InlineData("(4)", 0, "SHAPE0106: RepeatVector needs a positive number of n, but 0 is declared", "(1, 4)")]
    public void SaysWhatIsWrong(string input, int n, string problem, string output)
    {
        Assert.Equal(problem, LayerCase.Problem($"[InputShape{input}] [RepeatVector({n})]"));
        Assert.Equal(output, LayerCase.OutputDespiteProblem($"[InputShape{input}] [RepeatVector({n})]"));
    }
}
