using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public class WeightPackingTests
{
    [Theory]
    [InlineData(3, 8, 4)]
    [InlineData(3, 10, 4)]
    [InlineData(1, 1, 1)]
    [InlineData(5, 7, 7)]
    [InlineData(4, 129, 64)]
    public void PanelsFollowEachOther(int inputs, int units, int panelWidth)
    {
        int[] kernel = [.. Enumerable.Range(1, inputs * units)];
        int panels = (units + panelWidth - 1) / panelWidth;
        int[] packed = new int[panels * inputs * panelWidth];
        WeightPacking.Panels<int>(kernel, packed, inputs, units, panelWidth);

        int next = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            int first = panel == panels - 1 ? units - panelWidth : panel * panelWidth;
            for (int input = 0; input < inputs; input++)
            {
                for (int unit = first; unit < first + panelWidth; unit++)
                {
                    Assert.Equal(kernel[input * units + unit], packed[next++]);
                }
            }
        }

        Assert.Equal(packed.Length, next);
    }

    /// <summary>Two rows of five units, in panels of two and a last one of its own width.</summary>
    [Theory]
    [InlineData(1, new float[] { 1, 2, 6, 7, 3, 4, 8, 9, 5, 10 })]
    [InlineData(3, new float[] { 1, 2, 6, 7, 3, 4, 8, 9, 3, 4, 5, 8, 9, 10 })]
    public void TheLastPanelMayHaveAWidthOfItsOwn(int lastWidth, float[] expected)
    {
        float[] packed = new float[expected.Length];
        WeightPacking.Panels<float>([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], packed, 2, 5, 2, lastWidth);
        Assert.Equal(expected, packed);
    }

    [Fact]
    public void ALastPanelHoldsWhatIsLeft()
    {
        Assert.Throws<ArgumentOutOfRangeException>("lastWidth", () => WeightPacking.Panels<float>(new float[10], new float[8], 2, 5, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("lastWidth", () => WeightPacking.Panels<float>(new float[10], new float[20], 2, 5, 2, 6));
        Assert.Throws<ArgumentException>("destination", () => WeightPacking.Panels<float>(new float[10], new float[9], 2, 5, 2, 1));
        Assert.Throws<ArgumentException>("kernel", () => WeightPacking.Panels<float>(new float[9], new float[10], 2, 5, 2, 1));
    }

    [Fact]
    public void TransposeSwapsRowsAndColumns()
    {
        double[] transposed = new double[6];
        WeightPacking.Transpose<double>([1, 2, 3, 4, 5, 6], transposed, 2, 3);
        Assert.Equal([1, 4, 2, 5, 3, 6], transposed);
    }

    [Fact]
    public void PadRowsAppendsZeros()
    {
        Half[] padded = [.. Enumerable.Repeat(Half.NaN, 8)];
        WeightPacking.PadRows<Half>([(Half)1, (Half)2, (Half)3, (Half)4, (Half)5, (Half)6], padded, 2, 3, 4);
        Assert.Equal([(Half)1, (Half)2, (Half)3, (Half)0, (Half)4, (Half)5, (Half)6, (Half)0], padded);

        float[] same = new float[4];
        WeightPacking.PadRows<float>([1, 2, 3, 4], same, 2, 2, 2);
        Assert.Equal([1, 2, 3, 4], same);
    }

    [Theory]
    [InlineData(5, 8)]
    [InlineData(7, 8)]
    [InlineData(6, 7)]
    [InlineData(6, 9)]
    public void LengthsMustBeExact(int kernelLength, int packedLength)
    {
        string wrong = kernelLength == 6 ? "destination" : "kernel";
        float[] kernel = new float[kernelLength];
        Assert.Throws<ArgumentException>(wrong, () => WeightPacking.Panels<float>(kernel, new float[packedLength], 2, 3, 2));
        Assert.Throws<ArgumentException>(wrong, () => WeightPacking.PadRows<float>(kernel, new float[packedLength], 2, 3, 4));
        Assert.Throws<ArgumentException>(wrong, () => WeightPacking.Transpose<float>(kernel, new float[packedLength - 2], 2, 3));
    }

    [Fact]
    public void DimensionsMustBePositive()
    {
        Assert.Throws<ArgumentOutOfRangeException>("panelWidth", () => WeightPacking.Panels<float>(new float[6], new float[6], 2, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("units", () => WeightPacking.Panels<float>(new float[6], new float[8], 2, 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>("inputs", () => WeightPacking.Transpose<float>([], [], 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>("units", () => WeightPacking.Transpose<float>([], [], 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("paddedUnits", () => WeightPacking.PadRows<float>(new float[6], new float[4], 2, 3, 2));
    }
}
