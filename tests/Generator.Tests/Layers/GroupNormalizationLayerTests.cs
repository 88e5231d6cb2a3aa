using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class GroupNormalizationLayerTests
{
    [Theory]
    [InlineData("(Groups = 2)", "TransposeStep,NormalizeStep,TransposeStep,PerChannelStep")]
    [InlineData("(Groups = 1)", "NormalizeStep,PerChannelStep")]
    [InlineData("(Groups = 2, Axis = 1)", "NormalizeStep,PerChannelStep")]
    [InlineData("(Groups = 2, Axis = 1, Center = false, Scale = false)", "NormalizeStep")]
    public void BringsGroupsTogetherUnlessTheyAre(string arguments, string steps)
    {
        string attributes = $"[InputShape(4, 3, 4)] [GroupNormalization{arguments}]";
        Assert.Equal("(4, 3, 4)", LayerCase.Output(attributes));
        Assert.Equal(steps.Split(','), LayerCase.Steps(attributes).Select(s => s.GetType().Name));
    }

    [Theory]
    [InlineData("(Groups = 2)", "gamma (4),beta (4)")]
    [InlineData("(Groups = -1, Axis = 1)", "gamma (6),beta (6)")]
    [InlineData("(Groups = 2, Center = false)", "gamma (4)")]
    [InlineData("(Groups = 2, Scale = false)", "beta (4)")]
    public void HasKerasWeights(string arguments, string weights) =>
        Assert.Equal(weights.Split(',').Select(w => $"group_normalization/{w}"), LayerCase.Weights($"[InputShape(6, 4)] [GroupNormalization{arguments}]"));

    [Theory]
    [InlineData("(Groups = 3)", "SHAPE0106: GroupNormalization makes 3 groups of the 4 channels of (4, 4) from the input, which cannot be equal: use 1, 2, 4, or -1 for one a channel")]
    [InlineData("", "SHAPE0106: GroupNormalization makes 32 groups of the 4 channels of (4, 4) from the input, which cannot be equal: use 1, 2, 4, or -1 for one a channel")]
    [InlineData("(Groups = 0)", "SHAPE0106: GroupNormalization needs a positive number of Groups, or -1 for one a channel, but 0 is declared")]
    [InlineData("(Groups = 2, Axis = 3)", "SHAPE0106: GroupNormalization works along axis 3, but (4, 4) from the input has axes 1 to 2, or -1 to -2: axis 0 is the batch")]
    public void SaysWhatIsWrong(string arguments, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape(4, 4)] [GroupNormalization{arguments}]"));
}
