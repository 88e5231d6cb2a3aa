using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class ActivationLayerTests
{
    public static TheoryData<Activation> Functions => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void KeepsTheShapeUnlessItHalvesTheLastAxis(Activation function)
    {
        string attributes = $"[InputShape(3, 8)] [Activation(Activation.{function})]";
        Assert.Equal(function == Activation.Glu ? "(3, 4)" : "(3, 8)", LayerCase.Output(attributes));
        Assert.Empty(LayerCase.Weights(attributes));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void LowersToOneStep(Activation function)
    {
        IReadOnlyList<Step> steps = LayerCase.Steps($"[InputShape(3, 8)] [Activation(Activation.{function})]");
        if (function == Activation.Linear)
        {
            Assert.Empty(steps);
        }
        else if (function is Activation.Softmax or Activation.LogSoftmax or Activation.Sparsemax or Activation.Glu)
        {
            var step = Assert.IsType<RowActivationStep>(Assert.Single(steps));
            Assert.Equal((function.ToString(), 3, 8, function == Activation.Glu ? 4 : 8), (step.Function, step.Rows, step.Length, step.OutputRowLength));
        }
        else
        {
            var step = Assert.IsType<ElementwiseStep>(Assert.Single(steps));
            Assert.Equal((function.ToString(), 24), (step.Function, step.Length));
        }
    }

    [Fact]
    public void TakesAScalar() => Assert.Equal("()", LayerCase.Output("[InputShape] [Activation(Activation.Softmax)]"));

    [Theory]
    [InlineData("[InputShape(3, 5)] [Activation(Activation.Glu)]", "(3, 2)", "SHAPE0106: Activation halves the last axis with Glu, but that of (3, 5) is odd: use an even number")]
    [InlineData("[InputShape] [Activation(Activation.Glu)]", "()", "SHAPE0106: Activation halves the last axis with Glu, but that of () is odd: use an even number")]
    [InlineData("[InputShape(4)] [Activation((Activation)99)]", "(4)", "SHAPE0106: Activation has function = 99, which is no member of the enum")]
    public void SaysWhatIsWrong(string attributes, string output, string problem)
    {
        Assert.Equal(problem, LayerCase.Problem(attributes));
        Assert.Equal(output, LayerCase.OutputDespiteProblem(attributes));
    }
}
