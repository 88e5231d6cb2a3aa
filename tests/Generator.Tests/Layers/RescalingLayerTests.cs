using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Tests.Layers;

public class RescalingLayerTests
{
    [Theory]
    [InlineData("2", "Affine by channel, (48, 1, 1): Scale 2")]
    [InlineData("0.5, Offset = [-1]", "Affine by channel, (48, 1, 1): Scale 0.5, Shift -1")]
    [InlineData("new[] { 1.0, 2, 3 }, Offset = [0, -1, 1]", "Affine by channel, (16, 3, 1): Scale of constants, Shift of constants")]
    [InlineData("2, Offset = [0, -1, 1]", "Affine by channel, (16, 3, 1): Scale 2, Shift of constants")]
    public void MultipliesAndAdds(string arguments, string step)
    {
        string attributes = $"[InputShape(4, 4, 3)] [Rescaling({arguments})]";
        Assert.Equal("(4, 4, 3)", LayerCase.Output(attributes));
        Assert.Empty(LayerCase.Weights(attributes));
        Assert.Equal(step, Assert.Single(LayerCase.Steps(attributes)).Describe(ElementType.Single).First());
    }

    [Theory]
    [InlineData("", "SHAPE0106: Rescaling needs a scale: one number, or one for each element of the last axis")]
    [InlineData("1, 2", "SHAPE0106: Rescaling has 2 numbers as scale, but the last axis of (4, 4, 3) from the input is another: use one number, or one for each of its elements")]
    [InlineData("1, Offset = [1, 2]", "SHAPE0106: Rescaling has 2 numbers as Offset, but the last axis of (4, 4, 3) from the input is another: use one number, or one for each of its elements")]
    public void SaysWhatIsWrong(string arguments, string problem) => Assert.Equal(problem, LayerCase.Problem($"[InputShape(4, 4, 3)] [Rescaling({arguments})]"));

    [Fact]
    public void SaysThatItChangesNothing() => Assert.Equal("SHAPE0203", Assert.Single(Parsed.Shaped("[InputShape(4)] [Rescaling(1)]").Advice).RuleId);
}
