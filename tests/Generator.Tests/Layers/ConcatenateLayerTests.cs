using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class ConcatenateLayerTests
{
    [Theory]
    [InlineData("5, 3", "5, 2", "", "(5, 5)", 5, "3,2")]
    [InlineData("5, 3", "5, 2", ", Axis = 2", "(5, 5)", 5, "3,2")]
    [InlineData("5, 3", "4, 3", ", Axis = 1", "(9, 3)", 1, "15,12")]
    [InlineData("5, 3", "4, 3", ", Axis = -2", "(9, 3)", 1, "15,12")]
    [InlineData("2, 5, 3", "2, 1, 3", ", Axis = 2", "(2, 6, 3)", 2, "15,3")]
    [InlineData("4", "1", "", "(5)", 1, "4,1")]
    public void PutsRowsTogetherAlongTheAxis(string first, string second, string axis, string output, int rows, string widths)
    {
        string attributes = $"[InputShape({first}, Name = \"a\")] [InputShape({second}, Name = \"b\")] [Concatenate(\"b\"{axis})]";
        Assert.Equal(output, LayerCase.Output(attributes));
        Assert.Empty(LayerCase.Weights(attributes));
        ConcatenateStep step = Assert.IsType<ConcatenateStep>(Assert.Single(LayerCase.Steps(attributes)));
        Assert.Equal((rows, widths), (step.Rows, string.Join(',', step.Widths)));
    }

    [Fact]
    public void TakesOneTensorTwice() => Assert.Equal("(9)", LayerCase.Output("[InputShape(4)] [Dense(3)] [Concatenate(\"dense\", \"dense\")]"));

    [Theory]
    [InlineData("[InputShape(4)] [Dense(3)] [Concatenate]", "SHAPE0106: Concatenate has only one input, (3) from Dense of (4): name another one, as in [Concatenate(\"…\")]")]
    [InlineData("[InputShape(4)] [Dense(3)] [Concatenate(\"input\", Axis = 0)]", "SHAPE0106: Concatenate has Axis = 0, but (3) from Dense of (4) has the axis 1 alone, which is also -1")]
    [InlineData("[InputShape(2, 3, Name = \"a\")] [InputShape(2, 3, Name = \"b\")] [Concatenate(\"b\", Axis = -3)]", "SHAPE0106: Concatenate has Axis = -3, but (2, 3) from the input \"a\" has the axes 1 to 2, or -1 for the last")]
    [InlineData("[InputShape(5, 3, Name = \"a\")] [InputShape(4, 3, Name = \"b\")] [Concatenate(\"b\")]", "SHAPE0111: Concatenate cannot put (5, 3) from the input \"a\" and (4, 3) from the input \"b\" together along axis 2, because another one differs: they fit along Axis = 1")]
    [InlineData("[InputShape(5, 3, Name = \"a\")] [InputShape(4, 2, Name = \"b\")] [Concatenate(\"b\")]", "SHAPE0111: Concatenate cannot put (5, 3) from the input \"a\" and (4, 2) from the input \"b\" together along axis 2: all other axes must be equal")]
    [InlineData("[InputShape(Name = \"a\")] [InputShape(Name = \"b\")] [Concatenate(\"b\")]", "SHAPE0103: Concatenate needs an axis to go along, but () from the input \"a\" is a scalar: insert [Flatten] before it to make it (1)")]
    public void SaysWhatIsWrong(string attributes, string problem) => Assert.Equal(problem, LayerCase.Problem(attributes));

    [Fact]
    public void GoesOnWithAllOfTheAxis() =>
        Assert.Equal("(5, 3)", LayerCase.OutputDespiteProblem("[InputShape(5, 3, Name = \"a\")] [InputShape(4, 2, Name = \"b\")] [Concatenate(\"b\")]"));
}
