using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

/// <summary>Slopes, alphas and limits of <c>[Activation(…)]</c>.</summary>
public class FunctionConstantsTests
{
    [Theory]
    [InlineData("HardSigmoid, Slope = 0.2", "HardSigmoid with 0.2, 0.5 of each element")]
    [InlineData("HardSigmoid, Slope = 0.25, Offset = 0.1", "HardSigmoid with 0.25, 0.1 of each element")]
    [InlineData("LeakyRelu, Slope = 0.01", "Relu with 0.01, 0, Infinity of each element")]
    [InlineData("LeakyRelu, Slope = 0.2", "LeakyRelu of each element")]
    [InlineData("Elu, Alpha = 2", "Elu with 2 of each element")]
    [InlineData("Celu, Alpha = -0.5", "Celu with -0.5 of each element")]
    [InlineData("HardTanh, Lower = 0, Upper = 20", "HardTanh with 0, 20 of each element")]
    [InlineData("HardTanh, Lower = -1", "HardTanh of each element")]
    [InlineData("SoftShrink, Threshold = 0.25", "SoftShrink with 0.25 of each element")]
    [InlineData("HardShrink, Threshold = 0", "HardShrink with 0 of each element")]
    public void AreDeclaredOrKeras(string arguments, string step) =>
        Assert.Equal(step, Assert.Single(LayerCase.Steps($"[InputShape(4)] [Activation(Activation.{arguments})]")).Describe(ElementType.Single).Single());

    [Theory]
    [InlineData("Relu, Alpha = 2", "SHAPE0106: Activation takes no Alpha with Relu: only Elu and Celu have one")]
    [InlineData("Elu, Slope = 2", "SHAPE0106: Activation takes no Slope with Elu: only LeakyRelu and HardSigmoid have one")]
    [InlineData("Tanh, Offset = 2", "SHAPE0106: Activation takes no Offset with Tanh: only HardSigmoid has one")]
    [InlineData("Relu6, Upper = 2", "SHAPE0106: Activation takes no Upper with Relu6: only HardTanh has one")]
    [InlineData("HardShrink, Threshold = -1", "SHAPE0106: Activation needs a finite number of at least 0 as Threshold, but -1 is declared")]
    [InlineData("HardTanh, Lower = 2", "SHAPE0106: Activation has Lower = 2 above Upper = 1: exchange them")]
    [InlineData("Celu, Alpha = 0", "SHAPE0106: Activation divides by Alpha with Celu, but 0 is declared: use another number, or Relu")]
    [InlineData("LeakyRelu, Slope = double.NaN", "SHAPE0106: Activation needs a finite number as Slope, but NaN is declared")]
    public void SaysWhatIsWrong(string arguments, string problem) =>
        Assert.Equal(problem, LayerCase.Problem($"[InputShape(4)] [Activation(Activation.{arguments})]"));
}
