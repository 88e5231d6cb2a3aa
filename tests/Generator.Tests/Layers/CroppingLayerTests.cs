using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Layers;

public class CroppingLayerTests
{
    [Theory]
    [InlineData("(6, 3)", "1D", "(4, 3)")]
    [InlineData("(6, 3)", "1D(1, 2)", "(3, 3)")]
    [InlineData("(5, 6, 2)", "2D(1)", "(3, 4, 2)")]
    [InlineData("(5, 6, 2)", "2D(1, 2)", "(3, 2, 2)")]
    [InlineData("(5, 6, 2)", "2D(0, 1, 2, 0)", "(4, 4, 2)")]
    [InlineData("(2, 4, 5)", "2D(1, 0, 0, 2, DataFormat = DataFormat.ChannelsFirst)", "(2, 3, 3)")]
    [InlineData("(4, 4, 4, 2)", "3D", "(2, 2, 2, 2)")]
    public void ShrinksByWhatIsCut(string input, string layer, string output) =>
        Assert.Equal(output, LayerCase.Output($"[InputShape{input}] [Cropping{layer}]"));

    [Theory]
    [InlineData("(5, 6, 2)", "2D(1, 0)", "copied by axis: 60 at -12 of 36")]
    [InlineData("(5, 6, 2)", "2D(1)", "copied by axis: 5 at -1 of 3; 12 at -2 of 8")]
    public void CopiesAlongTheFewestAxes(string input, string layer, string step) =>
        Assert.Equal(step, Assert.Single(LayerCase.Steps($"[InputShape{input}] [Cropping{layer}]")).Describe(ElementType.Single).Single());

    /// <summary>As in Keras, two dimensions lose nothing where nothing is declared.</summary>
    [Fact]
    public void IsAViewWhereNothingIsCut() => Assert.Empty(LayerCase.Steps("[InputShape(5, 6, 2)] [Cropping2D]"));

    [Theory]
    [InlineData("(4, 5, 1)", "2D(2)", "SHAPE0106: Cropping2D cuts 2 and 2 from the height of (4, 5, 1) from the input, which leaves nothing of 4: cut at most 3 in all", "(1, 1, 1)")]
    [InlineData("(4, 5, 1)", "2D(0, 0, 3, 2)", "SHAPE0106: Cropping2D cuts 3 and 2 from the width of (4, 5, 1) from the input, which leaves nothing of 5: cut at most 4 in all", "(4, 1, 1)")]
    [InlineData("(5, 1)", "1D(2, 3)", "SHAPE0106: Cropping1D cuts 2 and 3 from the steps of (5, 1) from the input, which leaves nothing of 5: cut at most 4 in all", "(1, 1)")]
    [InlineData("(2, 2, 2, 1)", "3D(0, 0, 1)", "SHAPE0106: Cropping3D cuts 1 and 1 from the width of (2, 2, 2, 1) from the input, which leaves nothing of 2: cut at most 1 in all", "(2, 2, 1, 1)")]
    [InlineData("(4, 5, 1)", "2D(-1)", "SHAPE0106: Cropping2D needs numbers of at least 0 as cropping, but -1 is declared: use ZeroPadding2D to make the input larger", "(4, 5, 1)")]
    [InlineData("(4, 5)", "2D(1)", "SHAPE0103: Cropping2D expects (height, width, channels), receives (4, 5) from the input: Cropping1D takes this rank; a grey image would be (4, 5, 1)", "(4, 5)")]
    public void SaysWhatIsWrong(string input, string layer, string problem, string output)
    {
        Assert.Equal(problem, LayerCase.Problem($"[InputShape{input}] [Cropping{layer}]"));
        Assert.Equal(output, LayerCase.OutputDespiteProblem($"[InputShape{input}] [Cropping{layer}]"));
    }
}
