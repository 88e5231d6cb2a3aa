using ShapeGen.Generator.Core;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests.Layers;

/// <summary>Counts of elements and parameters stay at the largest number instead of turning negative.</summary>
public class SaturationTests
{
    [Theory]
    [InlineData(0, long.MaxValue, 0)]
    [InlineData(long.MaxValue, 1, long.MaxValue)]
    [InlineData(2, long.MaxValue / 2, long.MaxValue - 1)]
    [InlineData(2, (long.MaxValue / 2) + 1, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    public void Products(long left, long right, long product) => Assert.Equal(product, TensorShape.SaturatingMultiply(left, right));

    [Theory]
    [InlineData(1, long.MaxValue - 2, long.MaxValue - 1)]
    [InlineData(1, long.MaxValue - 1, long.MaxValue)]
    [InlineData(1, long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    public void Sums(long left, long right, long sum) => Assert.Equal(sum, ShapedModel.SaturatingAdd(left, right));
}
