using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class RectifierLayerTests
{
    [Theory]
    [InlineData("ReLU")]
    [InlineData("ReLU(MaxValue = 6)")]
    [InlineData("ReLU(MaxValue = 1.5, NegativeSlope = 0.2, Threshold = 0.5)")]
    [InlineData("LeakyReLU")]
    [InlineData("ELU(Alpha = 2)")]
    public void KeepsTheShape(string layer)
    {
        Assert.Equal("(4, 6)", LayerCase.Output($"[InputShape(4, 6)] [{layer}]"));
        Assert.Empty(LayerCase.Weights($"[InputShape(4, 6)] [{layer}]"));
    }

    [Theory]
    [InlineData("ReLU", "Relu of each element")]
    [InlineData("ReLU(NegativeSlope = 0.0, Threshold = 0.0)", "Relu of each element")]
    [InlineData("ReLU(MaxValue = 6)", "Relu6 of each element")]
    [InlineData("ReLU(NegativeSlope = 0.2)", "LeakyRelu of each element")]
    [InlineData("ReLU(NegativeSlope = 0.25, Threshold = 1)", "Relu with 0.25, 1, Infinity of each element")]
    [InlineData("LeakyReLU", "Relu with 0.3, 0, Infinity of each element")]
    [InlineData("LeakyReLU(NegativeSlope = 0.2)", "LeakyRelu of each element")]
    [InlineData("LeakyReLU(NegativeSlope = 0)", "Relu of each element")]
    [InlineData("ELU", "Elu of each element")]
    [InlineData("ELU(Alpha = 0.5)", "Elu with 0.5 of each element")]
    [InlineData("PReLU", "Rectify by channel, (1, 24, 1): Slope of weights")]
    [InlineData("PReLU(SharedAxes = [1])", "Rectify by channel, (4, 6, 1): Slope of weights")]
    [InlineData("PReLU(SharedAxes = [2])", "Rectify by channel, (1, 4, 6): Slope of weights")]
    [InlineData("PReLU(SharedAxes = [1, 2])", "Rectify by channel, (24, 1, 1): Slope of weights")]
    public void IsThePlainFunctionWhereItsNumbersAre(string layer, string step) =>
        Assert.Equal(step, Assert.Single(LayerCase.Steps($"[InputShape(4, 6)] [{layer}]")).Describe(ElementType.Single).First());

    [Theory]
    [InlineData("", "p_re_lu/alpha (2, 3, 4)")]
    [InlineData("(SharedAxes = [1])", "p_re_lu/alpha (1, 3, 4)")]
    [InlineData("(SharedAxes = [1, 2])", "p_re_lu/alpha (1, 1, 4)")]
    [InlineData("(SharedAxes = [-1])", "p_re_lu/alpha (2, 3, 1)")]
    public void HasAnAlphaForWhatIsNotShared(string arguments, string weight) =>
        Assert.Equal([weight], LayerCase.Weights($"[InputShape(2, 3, 4)] [PReLU{arguments}]"));

    [Fact]
    public void MovesASharedAxisBetweenOthers() => Assert.Equal(
        [typeof(TransposeStep), typeof(PerChannelStep), typeof(TransposeStep)],
        LayerCase.Steps("[InputShape(2, 3, 4)] [PReLU(SharedAxes = [2])]").Select(s => s.GetType()));

    [Fact]
    public void IsFusedIntoTheLayerBeforeIt()
    {
        var step = Assert.IsType<DenseStep>(Assert.Single(LayerCase.Steps("[InputShape(8)] [Dense(4)] [ReLU]")));
        Assert.Equal("Relu", step.Activation);
    }

    [Theory]
    [InlineData("ReLU(MaxValue = -1)", "SHAPE0106: ReLU needs a number of at least 0 as MaxValue, but -1 is declared")]
    [InlineData("ReLU(NegativeSlope = -0.5)", "SHAPE0106: ReLU needs a finite number of at least 0 as NegativeSlope, but -0.5 is declared")]
    [InlineData("ReLU(Threshold = -1)", "SHAPE0106: ReLU needs a finite number of at least 0 as Threshold, but -1 is declared")]
    [InlineData("LeakyReLU(NegativeSlope = -1.0)", "SHAPE0106: LeakyReLU needs a finite number of at least 0 as NegativeSlope, but -1 is declared")]
    [InlineData("LeakyReLU(NegativeSlope = double.NaN, Name = \"l\")", "SHAPE0106: LeakyReLU \"l\" needs a finite number of at least 0 as NegativeSlope, but NaN is declared")]
    [InlineData("ELU(Alpha = double.PositiveInfinity)", "SHAPE0106: ELU needs a finite number as Alpha, but Infinity is declared")]
    [InlineData("PReLU(SharedAxes = [3])", "SHAPE0106: PReLU works along axis 3, but (4, 6) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    [InlineData("PReLU(SharedAxes = [0])", "SHAPE0106: PReLU works along axis 0, but (4, 6) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    [InlineData("PReLU(SharedAxes = [1, -2])", "SHAPE0106: PReLU works along axis -2 of (4, 6) twice: name each axis once")]
    public void SaysWhatIsWrong(string layer, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape(4, 6)] [{layer}]"));
}
