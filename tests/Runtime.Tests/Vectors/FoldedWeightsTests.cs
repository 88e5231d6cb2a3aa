using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>What a normalisation makes of weights, on numbers whose roots are whole.</summary>
public class FoldedWeightsTests
{
    private static readonly float[] Gamma = [2, -3];
    private static readonly float[] Beta = [0.5f, 1];
    private static readonly float[] Mean = [4, -1];

    /// <summary>Their roots with an epsilon of 1 are 2 and 4.</summary>
    private static readonly float[] Variance = [3, 15];

    [Fact]
    public void ChannelsAreScaledWhereTheyLie()
    {
        float[] kernel = [1, 2, 3, 4, 5, 6, 7, 8];
        Assert.Equal([1f, -1.5f, 3, -3, 5, -4.5f, 7, -6], FoldedWeights.Kernel<float>(kernel, 1, Gamma, Variance, 1, 1).ToArray());
        Assert.Equal([1f, 2, -2.25f, -3, 5, 6, -5.25f, -6], FoldedWeights.Kernel<float>(kernel, 2, Gamma, Variance, 1, 1).ToArray());
        Assert.Equal([0.5f, 0.5f, 1.5f, 1, 2.5f, 1.5f, 3.5f, 2], FoldedWeights.Kernel<float>(kernel, 1, default, Variance, 1, 1).ToArray());
        Assert.Equal([-4f, -8, -12, -16, -20, -24, -28, -32], FoldedWeights.Kernel<float>(kernel, 1, default, default, 0, -4).ToArray());
    }

    [Fact]
    public void TheBiasTakesTheRest()
    {
        Assert.Equal([-2.5f, -5f], FoldedWeights.Bias<float>([1, 7], Gamma, Beta, Mean, Variance, 1).ToArray());
        Assert.Equal([-3.5f, 0.25f], FoldedWeights.Bias<float>(default, Gamma, Beta, Mean, Variance, 1).ToArray());
        Assert.Equal([-2f, 0.25f], FoldedWeights.Bias<float>(default, default, default, Mean, Variance, 1).ToArray());
    }

    /// <summary>One rounding: the scale is not a float in between.</summary>
    [Fact]
    public void ProductsAreRoundedOnce()
    {
        double scale = (double)0.7f / Math.Sqrt((double)0.3f + 1e-3);
        float[] kernel = [.. Enumerable.Range(1, 100).Select(i => 1f / i)];
        float[] folded = FoldedWeights.Kernel<float>(kernel, 1, [0.7f], [0.3f], 1e-3, 1).ToArray();
        Assert.Equal(kernel.Select(weight => (float)(weight * scale)), folded);
        Assert.NotEqual(kernel.Select(weight => weight * (float)scale), folded);
    }

    [Fact]
    public void WrongLengthsAreNamed()
    {
        Assert.Equal("kernel", Assert.Throws<ArgumentException>(() => FoldedWeights.Kernel<float>([1, 2, 3], 1, Gamma, Variance, 1, 1).ToArray()).ParamName);
        Assert.Equal("pitch", Assert.Throws<ArgumentOutOfRangeException>(() => FoldedWeights.Kernel<float>([1, 2], 0, Gamma, Variance, 1, 1).ToArray()).ParamName);
        Assert.Equal("gamma", Assert.Throws<ArgumentException>(() => FoldedWeights.Kernel<float>([1, 2], 1, [1f], Variance, 1, 1).ToArray()).ParamName);
        Assert.Equal("mean", Assert.Throws<ArgumentException>(() => FoldedWeights.Bias<float>(default, Gamma, Beta, [1f], Variance, 1).ToArray()).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => FoldedWeights.Bias<float>([1f], Gamma, Beta, Mean, Variance, 1).ToArray()).ParamName);
    }
}
