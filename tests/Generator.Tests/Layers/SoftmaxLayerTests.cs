using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class SoftmaxLayerTests
{
    [Theory]
    [InlineData("", 4, 6)]
    [InlineData("(Axis = [-1])", 4, 6)]
    [InlineData("(Axis = [2])", 4, 6)]
    [InlineData("(Axis = [1, 2])", 1, 24)]
    [InlineData("(Axis = [-1, -2])", 1, 24)]
    public void RunsAlongTheLastAxes(string arguments, int rows, int length)
    {
        Assert.Equal("(4, 6)", LayerCase.Output($"[InputShape(4, 6)] [Softmax{arguments}]"));
        var step = Assert.IsType<RowActivationStep>(Assert.Single(LayerCase.Steps($"[InputShape(4, 6)] [Softmax{arguments}]")));
        Assert.Equal(("Softmax", rows, length), (step.Function, step.Rows, step.Length));
    }

    [Fact]
    public void BringsOtherAxesToTheEndAndBack() => Assert.Equal(
        [typeof(TransposeStep), typeof(RowActivationStep), typeof(TransposeStep)],
        LayerCase.Steps("[InputShape(4, 6)] [Softmax(Axis = [1])]").Select(s => s.GetType()));

    [Theory]
    [InlineData("(4, 6)", "(Axis = [3])", "SHAPE0106: Softmax works along axis 3, but (4, 6) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    [InlineData("(4)", "(Axis = [2])", "SHAPE0106: Softmax works along axis 2, but (4) from the input has only axis 1, or -1: axis 0 is the batch")]
    [InlineData("(4, 6)", "(Axis = [2, -1])", "SHAPE0106: Softmax works along axis -1 of (4, 6) twice: name each axis once")]
    [InlineData("(4, 6)", "(Axis = [])", "SHAPE0106: Softmax needs an Axis to sum over: use [-1] for the last one")]
    [InlineData("", "", "SHAPE0103: Softmax expects (…, features), receives the scalar () from the input: insert [Flatten] before it to make it (1)")]
    public void SaysWhatIsWrong(string input, string arguments, string problem) =>
        Assert.Equal(problem, LayerCase.Problem($"[InputShape{input}] [Softmax{arguments}]"));

    [Fact]
    public void SaysThatOneValueAlwaysGivesOne()
    {
        Generator.Core.Problem advice = Assert.Single(Parsed.Shaped("[InputShape(4, 1)] [Softmax]").Advice);
        Assert.Equal("SHAPE0204", advice.RuleId);
        Assert.Equal("Softmax takes the softmax of (4, 1) over a single value, which always gives 1: use [Activation(Activation.Sigmoid)], or another axis", Generator.Diagnostics.Rules.Message(advice));
    }
}
