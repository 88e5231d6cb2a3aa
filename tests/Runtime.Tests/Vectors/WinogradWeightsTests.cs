using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public sealed class WinogradWeightsTests
{
    private static readonly double[][] G = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]];

    /// <summary>Two channels and five units in panels of three, of which the last steps back over one unit.</summary>
    [Fact]
    public void Each_panel_has_a_matrix_for_each_place()
    {
        const int Channels = 2;
        const int Units = 5;
        float[] kernel = [.. Enumerable.Range(0, 9 * Channels * Units).Select(i => (float)Math.Sin(i * i))];
        float[] packed = [.. Enumerable.Repeat(9f, 16 * Channels * 6)];
        WinogradWeights.Pack<float>(kernel, packed, Channels, Units, panelWidth: 3, lastWidth: 3);
        int[] units = [0, 1, 2, 2, 3, 4];
        for (int product = 0; product < 16; product++)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                for (int column = 0; column < units.Length; column++)
                {
                    int at = (((((column / 3 * 16) + product) * Channels) + channel) * 3) + (column % 3);
                    Assert.Equal(Expected(product, tap => kernel[(((tap * Channels) + channel) * Units) + units[column]]), packed[at], 1e-7);
                }
            }
        }
    }

    /// <summary>The sum of 2^-24 and 1 would lose it, and so would a sum in float on the way to a smaller result.</summary>
    [Fact]
    public void Sums_are_rounded_once()
    {
        float[] kernel = new float[9];
        kernel[0] = 1;
        kernel[2] = -1;
        kernel[1] = 1f / (1 << 25);
        float[] packed = new float[16];
        WinogradWeights.Pack<float>(kernel, packed, 1, 1, panelWidth: 1, lastWidth: 0);
        Assert.Equal([1, 1f / (1 << 26), -1f / (1 << 26), -1], packed[..4]);
        kernel[2] = 1;
        WinogradWeights.Pack<float>(kernel, packed, 1, 1, panelWidth: 1, lastWidth: 0);
        Assert.Equal(1f, packed[1]);
    }

    [Fact]
    public void Fewer_units_than_a_panel_are_padded_with_zeros()
    {
        double[] packed = [.. Enumerable.Repeat(9.0, 16 * 4)];
        WinogradWeights.Pack<double>([.. Enumerable.Repeat(1.0, 9)], packed, 1, 1, panelWidth: 4, lastWidth: 0);
        Assert.Equal([1, 0, 0, 0, 1.5, 0, 0, 0, 0.5, 0, 0, 0, 1, 0, 0, 0], packed[..16]);
    }

    [Theory]
    [InlineData(17, 16, 1, 1, 1)]
    [InlineData(18, 16, 1, 2, 1)]
    [InlineData(9, 16, 0, 1, 1)]
    [InlineData(9, 16, 1, 0, 1)]
    [InlineData(9, 16, 1, 1, 0)]
    [InlineData(9, 15, 1, 1, 1)]
    public void Dimensions_that_do_not_fit_are_refused(int length, int packed, int channels, int units, int panelWidth) => Assert.ThrowsAny<ArgumentException>(() =>
        WinogradWeights.Pack<float>(new float[length], new float[packed], channels, units, panelWidth, 0));

    private static double Expected(int product, Func<int, float> tap) =>
        Enumerable.Range(0, 9).Sum(i => G[product / 4][i / 3] * G[product % 4][i % 3] * tap(i));
}
