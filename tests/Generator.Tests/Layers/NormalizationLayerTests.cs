using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Layers;

public class NormalizationLayerTests
{
    [Theory]
    [InlineData("Mean = [0.5, -1, 2], Variance = [1, 4, 0.25]", "Affine by channel, (4, 3, 1): Center of constants, Scale of constants")]
    [InlineData("Mean = [0.5], Variance = [4]", "Affine by channel, (12, 1, 1): Center 0.5, Scale 0.5")]
    [InlineData("Axis = [], Mean = [0.5], Variance = [4]", "Affine by channel, (12, 1, 1): Center 0.5, Scale 0.5")]
    [InlineData("Axis = [1], Mean = [1, 2, 3, 4], Variance = [1, 1, 1, 1]", "Affine by channel, (1, 4, 3): Center of constants, Scale of constants")]
    [InlineData("Mean = [0.5], Variance = [4], Invert = true", "Affine by channel, (12, 1, 1): Scale 2, Shift 0.5")]
    public void IsAnAffineFunction(string arguments, string step)
    {
        string attributes = $"[InputShape(4, 3)] [Normalization({arguments})]";
        Assert.Equal("(4, 3)", LayerCase.Output(attributes));
        Assert.Equal(step, Assert.Single(LayerCase.Steps(attributes)).Describe(ElementType.Single).First());
    }

    [Theory]
    [InlineData("", "SHAPE0106: Normalization needs a Mean: declare the numbers that adapt() found in Keras")]
    [InlineData("Mean = [1]", "SHAPE0106: Normalization needs a Variance: declare the numbers that adapt() found in Keras")]
    [InlineData("Mean = [1, 2, 3], Variance = [1, 2]", "SHAPE0106: Normalization has 3 numbers as Mean and 2 as Variance: declare as many of both")]
    [InlineData("Mean = [1], Variance = [-1]", "SHAPE0106: Normalization has the Variance -1, which must be at least 0")]
    [InlineData("Mean = [1, 2], Variance = [1, 2]", "SHAPE0106: Normalization has 2 numbers as Mean for 3 elements of its axes in (4, 3) from the input: use one number, or one for each of them")]
    [InlineData("Axis = [3], Mean = [1], Variance = [1]", "SHAPE0106: Normalization works along axis 3, but (4, 3) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    public void SaysWhatIsWrong(string arguments, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape(4, 3)] [Normalization({arguments})]"));
}
