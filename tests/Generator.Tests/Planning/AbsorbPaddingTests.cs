using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Where zeros around an input are left out by the windows over it, and where they are copied.</summary>
public class AbsorbPaddingTests
{
    [Theory]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [Conv2D(4, 3)]", "6 → 6 by 3 padded from -1; 6 → 6 by 3 padded from -1")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(0, 1, 0, 1)] [Conv2D(4, 3, Strides = [2])]", "6 → 3 by 3 stride 2 padded from 0; 6 → 3 by 3 stride 2 padded from 0")]
    [InlineData("[InputShape(6, 5, 3)] [ZeroPadding2D(2, 0, 0, 3)] [Conv2D(4, 3)]", "6 → 6 by 3 padded from -2; 5 → 6 by 3 padded from 0")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [Conv2D(4, 3, Padding = Padding.Same)]", "6 → 8 by 3 padded from -2; 6 → 8 by 3 padded from -2")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [ZeroPadding2D(1, 0, 0, 0)] [Conv2D(4, 3)]", "6 → 7 by 3 padded from -2; 6 → 6 by 3 padded from -1")]
    [InlineData("[InputShape(9, 3)] [ZeroPadding1D(4, 1)] [Conv1D(4, 3)]", "9 → 12 by 3 padded from -4")]
    [InlineData("[InputShape(3, 4, 5, 2)] [ZeroPadding3D(1, 0, 2)] [Conv3D(4, 2)]", "3 → 4 by 2 padded from -1; 4 → 3 by 2; 5 → 8 by 2 padded from -2")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1, 2)] [DepthwiseConv2D(3)]", "6 → 6 by 3 padded from -1; 6 → 8 by 3 padded from -2")]
    public void WindowsLeaveTheZerosOut(string attributes, string part)
    {
        ExecutionPlan plan = Parsed.Plan(attributes);
        Step step = Assert.Single(plan.Steps);
        Assert.Equal(part, step is DepthwiseStep depthwise ? depthwise.Part.ToString() : Assert.Single(((ConvStep)step).Parts).ToString());
    }

    [Theory]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [MaxPooling2D(3)]", "Copy WindowPool")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [AveragePooling2D(3)]", "Copy WindowPool")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [Conv2D(4, 8)]", "Copy Dense")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [ReLU] [Conv2D(4, 3)]", "Copy Relu Conv")]
    [InlineData("[InputShape(6, 6, 3)] [Cropping2D(1)] [Conv2D(4, 3)]", "Copy Conv")]
    [InlineData("[InputShape(6, 6, 3)] [UpSampling2D(2)] [Conv2D(4, 3)]", "Copy Conv")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [Conv2DTranspose(4, 3)]", "Copy Conv")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1, Name = \"p\")] [Conv2D(4, 3, Name = \"c\")] [Output(\"p\")] [Output(\"c\")]", "Copy Conv")]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1, Name = \"p\")] [Conv2D(3, 3, Padding = Padding.Same)] [Multiply(\"p\")]", "Copy Conv Multiply")]
    public void OtherReadersNeedTheZeros(string attributes, string steps) => Assert.Equal(steps, StepText.Of(attributes));

    /// <summary>A tile that reaches into the zeros is copied with them, however far that is.</summary>
    [Theory]
    [InlineData("[InputShape(6, 6, 3)] [ZeroPadding2D(1)] [Conv2D(4, 3, Algorithm = ConvAlgorithm.Winograd)]", "6 → 6 by 3 padded from -1; 6 → 6 by 3 padded from -1")]
    [InlineData("[InputShape(6, 5, 3)] [ZeroPadding2D(5, 0, 0, 3)] [Conv2D(4, 3, Algorithm = ConvAlgorithm.Winograd)]", "6 → 9 by 3 padded from -5; 5 → 6 by 3 padded from 0")]
    public void TilesTakeTheZeros(string attributes, string part) =>
        Assert.Equal(part, Assert.IsType<WinogradStep>(Assert.Single(Parsed.Plan(attributes).Steps)).Part.ToString());

    [Fact]
    public void SeveralConvolutionsMayShareAPadding() => Assert.Equal(
        "Conv Conv+other",
        StepText.Of("[InputShape(6, 6, 3)] [ZeroPadding2D(1, Name = \"p\")] [Conv2D(4, 3, Name = \"a\")] [Conv2D(4, 3, From = \"p\")] [Add(\"a\")]"));
}
