using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public sealed class ConvolutionPackingTests
{
    /// <summary>Two groups of five units, whose last panel steps back over one of them.</summary>
    [Fact]
    public void Groups_have_panels_of_their_own()
    {
        float[] kernel = [.. Enumerable.Range(0, 20).Select(i => (float)i)];
        float[] packed = new float[2 * 2 * (3 + 3)];
        WeightPacking.GroupedPanels<float>(kernel, packed, inputs: 2, units: 10, groups: 2, panelWidth: 3, lastWidth: 3);
        Assert.Equal([0, 1, 2, 10, 11, 12, 2, 3, 4, 12, 13, 14, 5, 6, 7, 15, 16, 17, 7, 8, 9, 17, 18, 19], packed);
    }

    [Fact]
    public void Groups_of_few_units_are_padded_with_zeros()
    {
        float[] packed = [.. Enumerable.Repeat(9f, 2 * 2 * 4)];
        WeightPacking.GroupedPanels<float>([1, 2, 3, 4, 5, 6, 7, 8], packed, inputs: 2, units: 4, groups: 2, panelWidth: 4, lastWidth: 0);
        Assert.Equal([1, 2, 0, 0, 5, 6, 0, 0, 3, 4, 0, 0, 7, 8, 0, 0], packed);
    }

    /// <summary>Taps (units, channels) = (2, 3) in an order of their own, each turned.</summary>
    [Fact]
    public void Taps_are_taken_in_their_order_and_turned()
    {
        float[] kernel = [.. Enumerable.Range(0, 18).Select(i => (float)i)];
        float[] packed = new float[2 * 3 * 2];
        WeightPacking.TapPanels<float>(kernel, packed, [2, 0], channels: 3, units: 2, panelWidth: 2, lastWidth: 0);
        Assert.Equal([12, 15, 13, 16, 14, 17, 0, 3, 1, 4, 2, 5], packed);
    }

    [Theory]
    [InlineData(10, 3, 3, 3)]
    [InlineData(10, 2, 3, 1)]
    [InlineData(10, 2, 3, 6)]
    [InlineData(10, 2, 0, 0)]
    public void Dimensions_that_do_not_fit_are_refused(int units, int groups, int panelWidth, int lastWidth) => Assert.ThrowsAny<ArgumentException>(() =>
        WeightPacking.GroupedPanels<float>(new float[20], new float[24], 2, units, groups, panelWidth, lastWidth));
}
