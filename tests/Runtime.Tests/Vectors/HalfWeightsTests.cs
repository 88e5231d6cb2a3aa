using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public class HalfWeightsTests
{
    [Theory]
    [InlineData(3, 32, 32)]
    [InlineData(2, 33, 33)]
    [InlineData(1, 63, 63)]
    [InlineData(2, 200, 128)]
    [InlineData(2, 100, 70)]
    public void Groups_of_32_hold_their_halves_in_turn(int inputs, int units, int panelWidth)
    {
        Half[] kernel = [.. Enumerable.Range(1, inputs * units).Select(value => (Half)value)];
        int panels = (units + panelWidth - 1) / panelWidth;
        int groups = (panelWidth + 31) / 32;
        Half[] packed = new Half[(panels * inputs * groups * 32) + 1];
        packed[^1] = Half.NaN;
        HalfWeights.Pack(kernel, packed, inputs, units, panelWidth);

        int next = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            int first = panel == panels - 1 ? units - panelWidth : panel * panelWidth;
            for (int input = 0; input < inputs; input++)
            {
                for (int group = 0; group < groups; group++)
                {
                    int start = (input * units) + first + (group == groups - 1 ? panelWidth - 32 : 32 * group);
                    for (int i = 0; i < 32; i++)
                    {
                        Assert.Equal(kernel[start + (i / 2) + (i % 2 * 16)], packed[next++]);
                    }
                }
            }
        }

        Assert.True(HalfWeights.AreFinite(ref packed[0], (nuint)next));
    }

    [Fact]
    public void One_weight_that_is_not_finite_is_noted()
    {
        Half[] packed = new Half[(2 * 64) + 1];
        foreach (Half special in new[] { Half.NaN, -Half.NaN, Half.PositiveInfinity, Half.NegativeInfinity })
        {
            for (int place = 0; place < 2 * 40; place++)
            {
                Half[] kernel = new Half[2 * 40];
                Array.Fill(kernel, Half.MaxValue);
                kernel[place] = special;
                HalfWeights.Pack(kernel, packed, 2, 40, 40);
                Assert.False(HalfWeights.AreFinite(ref packed[0], 128));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(512)]
    public void Floats_from_2_to_the_16_on_cannot_be_scaled(int length)
    {
        float[] values = new float[length];
        for (int place = 0; place < length; place++)
        {
            foreach (float fits in new[] { 65535.996f, -65535.996f, float.Epsilon, -0f })
            {
                values[place] = fits;
                Assert.True(HalfWeights.CanScale(ref values[0], length));
                Assert.True(float.IsFinite((float)(fits * HalfWeights.Scale)));
            }

            foreach (float doesNot in new[] { 65536f, -65536f, float.MaxValue, float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            {
                values[place] = doesNot;
                Assert.False(HalfWeights.CanScale(ref values[0], length));
            }

            values[place] = 1;
        }
    }

    [Fact]
    public void Lengths_and_dimensions_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("panelWidth", () => HalfWeights.Pack(new Half[31], new Half[33], 1, 31, 31));
        Assert.Throws<ArgumentOutOfRangeException>("units", () => HalfWeights.Pack(new Half[32], new Half[65], 1, 32, 33));
        Assert.Throws<ArgumentException>("kernel", () => HalfWeights.Pack(new Half[33], new Half[33], 1, 32, 32));
        Assert.Throws<ArgumentException>("destination", () => HalfWeights.Pack(new Half[32], new Half[32], 1, 32, 32));
    }
}
