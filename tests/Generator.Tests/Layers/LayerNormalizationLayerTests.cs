using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class LayerNormalizationLayerTests
{
    [Theory]
    [InlineData("LayerNormalization", "layer_normalization/gamma (4),layer_normalization/beta (4)")]
    [InlineData("LayerNormalization(Axis = [1, 3])", "layer_normalization/gamma (2, 4),layer_normalization/beta (2, 4)")]
    [InlineData("LayerNormalization(Axis = [-1, -2])", "layer_normalization/gamma (3, 4),layer_normalization/beta (3, 4)")]
    [InlineData("LayerNormalization(Center = false)", "layer_normalization/gamma (4)")]
    [InlineData("LayerNormalization(Scale = false)", "layer_normalization/beta (4)")]
    [InlineData("RMSNormalization", "rms_normalization/scale (4)")]
    [InlineData("RMSNormalization(Axis = [2, 3])", "rms_normalization/scale (3, 4)")]
    public void HasKerasWeights(string layer, string weights)
    {
        Assert.Equal("(2, 3, 4)", LayerCase.Output($"[InputShape(2, 3, 4)] [{layer}]"));
        Assert.Equal(weights.Replace(",layer", "|layer").Split('|'), LayerCase.Weights($"[InputShape(2, 3, 4)] [{layer}]"));
    }

    [Theory]
    [InlineData("LayerNormalization", "Deviation with 0.001 along rows: (6, 4), scaled, shifted")]
    [InlineData("LayerNormalization(Axis = [2, 3], Epsilon = 1e-6)", "Deviation with 1E-06 along rows: (2, 12), scaled, shifted")]
    [InlineData("LayerNormalization(Center = false, Scale = false)", "Deviation with 0.001 along rows: (6, 4)")]
    [InlineData("RMSNormalization", "RootMeanSquare with 1E-06 along rows: (6, 4), scaled")]
    public void NormalisesRows(string layer, string step) =>
        Assert.Equal(step, Assert.Single(LayerCase.Steps($"[InputShape(2, 3, 4)] [{layer}]")).Describe(ElementType.Single).Single());

    [Fact]
    public void BringsOtherAxesToTheEndAndBack() => Assert.Equal(
        [typeof(TransposeStep), typeof(NormalizeStep), typeof(TransposeStep)],
        LayerCase.Steps("[InputShape(2, 3, 4)] [LayerNormalization(Axis = [1])]").Select(s => s.GetType()));

    [Theory]
    [InlineData("LayerNormalization(Axis = [3])", "SHAPE0106: LayerNormalization works along axis 3, but (4, 4) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    [InlineData("LayerNormalization(Axis = [])", "SHAPE0106: LayerNormalization needs an Axis to work along: use [-1] for the last one")]
    [InlineData("LayerNormalization(Axis = [1, 1])", "SHAPE0106: LayerNormalization works along axis 1 of (4, 4) twice: name each axis once")]
    [InlineData("LayerNormalization(Epsilon = -1)", "SHAPE0106: LayerNormalization needs a finite number of at least 0 as Epsilon, but -1 is declared")]
    [InlineData("RMSNormalization(Axis = [1])", "SHAPE0106: RMSNormalization works along axes of (4, 4) from the input that are not the last ones, where Keras applies its scale along others: name the last axes, with [Permute] before it")]
    public void SaysWhatIsWrong(string layer, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape(4, 4)] [{layer}]"));
}
