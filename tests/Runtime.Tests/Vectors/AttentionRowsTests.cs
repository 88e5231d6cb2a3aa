using System.Numerics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>The powers that attention makes of a row of scores, and what it multiplies them by.</summary>
public class AttentionRowsTests
{
    private const double Factor = 0.25 * 1.4426950408889634;
    private const int Block = 16;

    private static readonly int[] s_lengths = [1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 100, 128, 257];

    [Fact]
    public void AreASoftmaxInFloat() => AreASoftmax<Lanes512<float>, Lanes256<float>, Lanes128<float>, float>(Math.ScaleB(1, -24));

    [Fact]
    public void AreASoftmaxInDouble() => AreASoftmax<Lanes512<double>, Lanes256<double>, Lanes128<double>, double>(Math.ScaleB(1, -53));

    [Fact]
    public void OneThatIsNoNumberMakesTheShareNaN()
    {
        foreach (float culprit in (float[])[float.NaN, float.PositiveInfinity])
        {
            for (int at = 0; at < 40; at++)
            {
                float[] row = [.. Enumerable.Range(0, 48).Select(i => i * 0.3f)];
                row[at] = culprit;
                Assert.True(float.IsNaN(Run<Lanes512<float>, float>(row, 40, 40).Share));
            }
        }

        float[] none = [.. Enumerable.Repeat(float.NegativeInfinity, 48)];
        Assert.True(float.IsNaN(Run<Lanes512<float>, float>(none, 40, 40).Share));
    }

    /// <summary>Scores that are out of reach of the maximum have no share, and none is left to chance where no score counts.</summary>
    [Fact]
    public void WhatDoesNotCountIsZero()
    {
        float[] row = [0, -1e30f, -400, -344, float.NegativeInfinity, .. new float[11]];
        (float[] powers, float share) = Run<Lanes256<float>, float>(row, 5, 5);
        Assert.Equal([1, 0, 0, (float)Math.Exp(-86), 0], powers[..5].Select(x => x * share), (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Abs(b));

        float[] bias = [0, -1e30f, 0, 0, .. new float[12]];
        (powers, share) = Masked([3, 50, -2, 9], bias, 3, 4);
        double other = Math.Exp(-5 * 0.25);
        Assert.Equal([1 / (1 + other), 0, other / (1 + other), 0], powers[..4].Select(x => (double)(x * share)), (a, b) => Math.Abs(a - b) <= 2e-7);

        (powers, share) = Masked([3, 50, -2], [-1e30f, -1e30f, -1e30f, .. new float[13]], 3, 3);
        Assert.Equal([1, 1, 1], powers[..3]);
        Assert.Equal(1 / 3f, share);
    }

    /// <summary>Each row of several has one more score that counts, up to all.</summary>
    [Fact]
    public void RowsAreAsTheyAreAlone()
    {
        const int Pitch = 48;
        float[] scores = [.. Enumerable.Range(0, 5 * Pitch).Select(i => (float)Math.Sin(i * i))];
        float[] together = [.. scores];
        float[] shares = new float[Block + (5 * Block)];
        AttentionRows.Powers<Lanes256<float>, float>(ref together[0], Pitch, 5, 31, 1, 33, Factor, ref shares[0]);
        for (int row = 0; row < 5; row++)
        {
            (float[] alone, float share) = Run<Lanes512<float>, float>(scores[(row * Pitch)..((row + 1) * Pitch)], Math.Min(31 + row, 33), 33);
            Assert.Equal(alone[..33], together.AsSpan(row * Pitch, 33).ToArray());
            Assert.Equal(share, shares[row]);
        }
    }

    private static (float[] Powers, float Share) Masked(float[] scores, float[] bias, int kept, int length)
    {
        float[] row = [.. scores, .. new float[Block - scores.Length]];
        AttentionRows.AddBias<Lanes256<float>, float>(ref row[0], Block, 1, (nuint)kept, 0, (nuint)length, ref bias[0]);
        return Run<Lanes256<float>, float>(row, length, length);
    }

    private static void AreASoftmax<V512, V256, V128, T>(double unit)
        where V512 : struct, IVector<V512, T>
        where V256 : struct, IVector<V256, T>
        where V128 : struct, IVector<V128, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(20261130);
        foreach (int length in s_lengths)
        {
            foreach (int kept in new[] { length, ((length - 1) / 2) + 1, 1 }.Distinct())
            {
                T[] scores = new T[((length - 1) / Block + 1) * Block];
                for (int i = 0; i < scores.Length; i++)
                {
                    scores[i] = i < length ? T.CreateChecked((random.NextDouble() - 0.5) * (length % 3 == 0 ? 400 : 20)) : T.NaN;
                }

                (T[] powers, T share) = Run<V512, T>(scores, kept, length);
                AssertSame(Run<V256, T>(scores, kept, length));
                AssertSame(Run<V128, T>(scores, kept, length));
                double maximum = scores[..kept].Max(s => double.CreateChecked(s));
                double[] exact = [.. scores[..length].Select((s, i) => i < kept ? Math.Exp((double.CreateChecked(s) - maximum) * 0.25) : 0)];
                double total = exact.Sum();
                for (int i = 0; i < length; i++)
                {
                    // An error of the exponent grows with it. Below the normal numbers there is nothing.
                    double exponent = i < kept ? (maximum - double.CreateChecked(scores[i])) * Factor : 0;
                    double bound = (((4 * exponent) + kept + 8) * unit * exact[i] / total) + (typeof(T) == typeof(float) ? 2.4e-38 : 0);
                    Assert.InRange(double.CreateChecked(powers[i] * share), (exact[i] / total) - bound, (exact[i] / total) + bound);
                }

                void AssertSame((T[] Powers, T Share) other)
                {
                    Assert.Equal(powers[..length], other.Powers[..length]);
                    Assert.Equal(share, other.Share);
                }
            }
        }
    }

    private static (T[] Powers, T Share) Run<V, T>(T[] scores, int kept, int length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] row = [.. scores];
        T[] shares = new T[2 * Block];
        AttentionRows.Powers<V, T>(ref row[0], (nuint)row.Length, 1, (nuint)kept, 0, (nuint)length, Factor, ref shares[0]);
        return (row, shares[0]);
    }
}
