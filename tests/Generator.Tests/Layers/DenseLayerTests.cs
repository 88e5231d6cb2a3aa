using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class DenseLayerTests
{
    [Theory]
    [InlineData("[InputShape(64)] [Dense(10)]", "(10)")]
    [InlineData("[InputShape(28, 28, 3)] [Dense(7)]", "(28, 28, 7)")]
    [InlineData("[InputShape(1)] [Dense(1)]", "(1)")]
    [InlineData("[InputShape(64)] [Dense(10, Activation = Activation.Glu)]", "(5)")]
    [InlineData("[InputShape(64)] [Dense(10, Activation = Activation.Softmax)]", "(10)")]
    [InlineData("[InputShape(64)] [Dense(10, InputFeatures = 64)]", "(10)")]
    [InlineData("[InputShape(64)] [Dense(10, InputFeatures = 0)]", "(10)")]
    public void WorksOnTheLastAxis(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Theory]
    [InlineData("[InputShape(64)] [Dense(10)]", "dense/kernel (64, 10) dense/bias (10)")]
    [InlineData("[InputShape(28, 28, 3)] [Dense(7, UseBias = false, Name = \"fc\")]", "fc/kernel (3, 7)")]
    [InlineData("[InputShape(64)] [Dense(10, Activation = Activation.Glu)]", "dense/kernel (64, 10) dense/bias (10)")]
    public void HasKerasWeights(string attributes, string weights) => Assert.Equal(weights, string.Join(' ', LayerCase.Weights(attributes)));

    [Theory]
    [InlineData(64, 10, DenseKernelName.Dots)]
    [InlineData(63, 10, DenseKernelName.PaddedRows)]
    [InlineData(5, 15, DenseKernelName.PaddedRows)]
    [InlineData(64, 16, DenseKernelName.Panels)]
    [InlineData(5, 300, DenseKernelName.Panels)]
    public void ChoosesItsKernelByItsSize(int inputs, int units, DenseKernelName kernel)
    {
        var step = Assert.IsType<DenseStep>(Assert.Single(LayerCase.Steps($"[InputShape(3, {inputs})] [Dense({units}, UseBias = false)]")));
        Assert.Equal((3, inputs, units, 0, -1), (step.Rows, step.Inputs, step.Units, step.Kernel, step.Bias));
        Assert.Equal($"{kernel}Kernel", step.Choice!.Kernel.GetType().Name);
    }

    [Fact]
    public void ReadsItsBiasBehindItsKernel() =>
        Assert.Equal((2, 3), LayerCase.Steps("[InputShape(8)] [Dense(4)] [Dense(2)]").Cast<DenseStep>().Select(s => (s.Kernel, s.Bias)).Last());

    [Theory]
    [InlineData("Relu", "Relu", 1)]
    [InlineData("Linear", null, 1)]
    [InlineData("Softmax", null, 2)]
    public void FusesElementwiseActivations(string function, string? fused, int steps)
    {
        IReadOnlyList<Step> lowered = LayerCase.Steps($"[InputShape(8)] [Dense(4, Activation = Activation.{function})]");
        Assert.Equal(steps, lowered.Count);
        Assert.Equal(fused, ((DenseStep)lowered[0]).Activation);
    }

    [Theory]
    [InlineData("[InputShape(4)] [Dense(0)]", "(1)", "SHAPE0106: Dense needs a positive number of units, but 0 is declared")]
    [InlineData("[InputShape(4)] [Dense(-3, Name = \"fc\")]", "(1)", "SHAPE0106: Dense \"fc\" needs a positive number of units, but -3 is declared")]
    [InlineData("[InputShape(4)] [Dense(3, InputFeatures = -1)]", "(3)", "SHAPE0106: Dense needs a positive number of InputFeatures, but -1 is declared")]
    [InlineData("[InputShape(4)] [Dense(3, Activation = Activation.Glu)]", "(1)", "SHAPE0106: Dense halves the last axis with Glu, but that of (3) is odd: use an even number")]
    [InlineData("[InputShape(4)] [Dense(-4, Activation = Activation.Glu)]", "(1)", "SHAPE0106: Dense needs a positive number of units, but -4 is declared")]
    [InlineData("[InputShape(4)] [Dense(3, Name = \" \")]", "(3)", "SHAPE0106: Dense \" \" needs a Name that is not blank, or none")]
    [InlineData("[InputShape] [Dense(3)]", "(3)", "SHAPE0103: Dense expects (…, features), receives the scalar () from the input: insert [Flatten] before it to make it (1)")]
    [InlineData("[InputShape(7, 7, 64)] [Flatten] [Dense(10, InputFeatures = 64, Name = \"fc\")]", "(10)", "SHAPE0104: Dense \"fc\" is declared for 64 features but receives (3136) from Flatten of (7, 7, 64); with GlobalAveragePooling2D in its place it would receive (64)")]
    [InlineData("[InputShape(7, 7, 64)] [GlobalAveragePooling2D] [Dense(10, InputFeatures = 3136)]", "(10)", "SHAPE0104: Dense is declared for 3136 features but receives (64) from GlobalAveragePooling2D of (7, 7, 64); with Flatten in its place it would receive (3136)")]
    [InlineData("[InputShape(7, 7, 64)] [Dense(10, InputFeatures = 3136)]", "(7, 7, 10)", "SHAPE0104: Dense is declared for 3136 features but receives (7, 7, 64) from the input; with [Flatten] before it, it would receive (3136)")]
    [InlineData("[InputShape(63)] [Dense(10, InputFeatures = 64)]", "(10)", "SHAPE0104: Dense is declared for 64 features but receives (63) from the input; declare 63, or fix the layers before it")]
    public void SaysWhatIsWrong(string attributes, string output, string problem)
    {
        Assert.Equal(problem, LayerCase.Problem(attributes));
        Assert.Equal(output, LayerCase.OutputDespiteProblem(attributes));
    }

    /// <summary>Two mistakes in one attribute that have nothing to do with each other are both named.</summary>
    [Fact]
    public void IndependentMistakesAreAllNamed() => Assert.Equal(
        ["SHAPE0106", "SHAPE0104"],
        Parsed.Problems("[InputShape(4)] [Dense(3, Activation = Activation.Glu, InputFeatures = 5)]").Select(p => p[..9]));

    [Fact]
    public void AKernelBeyondAnArrayIsTooLarge() => Assert.StartsWith(
        "SHAPE0102: Dense needs a kernel of (1000000, 1000000) for (1000000) from the input: 1,000,000,000,000 parameters, more than the 2,147,483,591",
        LayerCase.Problem("[InputShape(1000000)] [Dense(1000000)]"));

    /// <summary>Named here because test methods are public and the planner's records are not.</summary>
    public enum DenseKernelName
    {
        Panels,
        PaddedRows,
        Dots,
    }
}
