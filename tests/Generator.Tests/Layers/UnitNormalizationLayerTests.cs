using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class UnitNormalizationLayerTests
{
    [Theory]
    [InlineData("", "Norm with 1E-24 along rows: (2, 3)")]
    [InlineData("(Axis = [1, 2])", "Norm with 1E-24 along rows: (1, 6)")]
    public void NormalisesRows(string arguments, string step)
    {
        string attributes = $"[InputShape(2, 3)] [UnitNormalization{arguments}]";
        Assert.Equal("(2, 3)", LayerCase.Output(attributes));
        Assert.Empty(LayerCase.Weights(attributes));
        Assert.Equal(step, Assert.Single(LayerCase.Steps(attributes)).Describe(ElementType.Single).Single());
    }

    [Fact]
    public void BringsOtherAxesToTheEndAndBack() => Assert.Equal(
        [typeof(TransposeStep), typeof(NormalizeStep), typeof(TransposeStep)],
        LayerCase.Steps("[InputShape(2, 3)] [UnitNormalization(Axis = [-2])]").Select(s => s.GetType()));

    [Theory]
    [InlineData("(Axis = [3])", "SHAPE0106: UnitNormalization works along axis 3, but (2, 3) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    [InlineData("(Axis = [])", "SHAPE0106: UnitNormalization needs an Axis to work along: use [-1] for the last one")]
    public void SaysWhatIsWrong(string arguments, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape(2, 3)] [UnitNormalization{arguments}]"));
}
