using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

public sealed class WeightInfoTests
{
    [Fact]
    public void Prints_name_shape_and_type()
    {
        Assert.Equal("dense/kernel (64, 10) float", new WeightInfo("dense/kernel", [64, 10], typeof(float)).ToString());
        Assert.Equal("dense/bias (10) double", new WeightInfo("dense/bias", [10], typeof(double)).ToString());
        Assert.Equal("scale () Half", new WeightInfo("scale", [], typeof(Half)).ToString());
    }

    [Fact]
    public void Length_is_the_product_of_the_shape()
    {
        Assert.Equal(640, new WeightInfo("w", [64, 10], typeof(float)).Length);
        Assert.Equal(1, new WeightInfo("w", [], typeof(float)).Length);
        Assert.Equal(1L << 32, new WeightInfo("w", [1 << 16, 1 << 16], typeof(float)).Length);
    }

    [Fact]
    public void Equal_means_equal_in_name_shape_and_type()
    {
        var weight = new WeightInfo("w", [2, 3], typeof(float));

        Assert.True(weight == new WeightInfo("w", [2, 3], typeof(float)));
        Assert.Equal(weight.GetHashCode(), new WeightInfo("w", [2, 3], typeof(float)).GetHashCode());
        Assert.True(weight != new WeightInfo("v", [2, 3], typeof(float)));
        Assert.True(weight != new WeightInfo("w", [3, 2], typeof(float)));
        Assert.True(weight != new WeightInfo("w", [2, 3], typeof(Half)));
    }

    [Fact]
    public void The_shape_is_a_copy()
    {
        int[] shape = [2, 3];
        var weight = new WeightInfo("w", shape, typeof(float));
        shape[0] = 9;

        Assert.Equal([2, 3], weight.Shape.ToArray());
    }

    [Fact]
    public void Default_is_harmless()
    {
        WeightInfo weight = default;

        Assert.Equal(" () float", weight.ToString());
        Assert.Equal(0, weight.Length);
        Assert.True(weight == default);
    }

    [Fact]
    public void Negative_dimensions_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("shape", () => new WeightInfo("w", [2, -3], typeof(float)));
}
