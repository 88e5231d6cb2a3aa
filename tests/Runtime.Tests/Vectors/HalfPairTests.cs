using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>Halves two by two against .NET's own conversions, every pattern in both places of a lane.</summary>
public class HalfPairTests
{
    private static readonly Half[] All = [.. Enumerable.Range(0, 65_536).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))];

    [Fact]
    public void Lanes512() => CheckAll<Lanes512<float>>();

    [Fact]
    public void Lanes256() => CheckAll<Lanes256<float>>();

    [Fact]
    public void Lanes128() => CheckAll<Lanes128<float>>();

    [Fact]
    public void OnlyBlocksOfFloatsHoldPairs()
    {
        Assert.Throws<NotSupportedException>(() => Lanes512<double>.LoadPairs(ref All[0], 0));
        Assert.Throws<NotSupportedException>(() => Lanes256<double>.LoadPairs(ref All[0], 0));
        Assert.Throws<NotSupportedException>(() => Lanes128<double>.LoadPairs(ref All[0], 0));
    }

    private static void CheckAll<V>()
        where V : struct, IVector<V, float>
    {
        // Shifted by one, so that each pattern stands in the low and in the high place once.
        foreach (int shift in new[] { 0, 1 })
        {
            Half[] halves = [.. All.Skip(shift), .. All.Take(shift)];
            for (int i = 0; i < halves.Length; i += 32)
            {
                CheckWidened<V>(halves, i);
                CheckProducts<V>(halves, i);
            }
        }

        CheckStores<V>();
        CheckFiniteness<V>();
    }

    private static void CheckWidened<V>(Half[] halves, int at)
        where V : struct, IVector<V, float>
    {
        V pairs = V.LoadPairs(ref halves[0], (nuint)at);
        V scale = V.Constant(HalfWeights.Scale);
        float[] low = Lanes(V.WidenLow(pairs));
        float[] high = Lanes(V.WidenHigh(pairs));
        float[] scaledLow = Lanes(V.LowHalf(pairs) * scale);
        float[] scaledHigh = Lanes(V.HighHalf(pairs) * scale);
        for (int lane = 0; lane < 16; lane++)
        {
            AssertSame((float)halves[at + (2 * lane)], low[lane]);
            AssertSame((float)halves[at + (2 * lane) + 1], high[lane]);
            AssertScaled(halves[at + (2 * lane)], scaledLow[lane]);
            AssertScaled(halves[at + (2 * lane) + 1], scaledHigh[lane]);
        }
    }

    /// <summary>A scaled factor makes good the scale of the halves: the same bits as in scale 1, also with the largest and the smallest factor.</summary>
    private static void CheckProducts<V>(Half[] halves, int at)
        where V : struct, IVector<V, float>
    {
        V pairs = V.LoadPairs(ref halves[0], (nuint)at);
        foreach (float value in new[] { 65504f, -1.3333334f, 0f, -0f, 5.9604645e-8f, 65535.996f, 1e-42f, float.NegativeInfinity })
        {
            V factor = V.Splat(value);
            V scaled = factor * V.Constant(HalfWeights.Scale);
            V sum = V.Constant(0.1);
            float[] low = Lanes(V.MultiplyAddLow(scaled, pairs, sum));
            float[] high = Lanes(V.MultiplyAddHigh(scaled, pairs, sum));
            float[] expectedLow = Lanes(V.MultiplyAdd(factor, V.WidenLow(pairs), sum));
            float[] expectedHigh = Lanes(V.MultiplyAdd(factor, V.WidenHigh(pairs), sum));
            for (int lane = 0; lane < 16; lane++)
            {
                if (Half.IsFinite(halves[at + (2 * lane)]))
                {
                    AssertSame(expectedLow[lane], low[lane]);
                }

                if (Half.IsFinite(halves[at + (2 * lane) + 1]))
                {
                    AssertSame(expectedHigh[lane], high[lane]);
                }
            }
        }
    }

    private static void CheckStores<V>()
        where V : struct, IVector<V, float>
    {
        float[] low = [.. Enumerable.Range(0, 16).Select(i => i + 0.1f)];
        float[] high = [.. Enumerable.Range(0, 16).Select(i => -i - 0.7f)];
        float[] inTurn = [.. low.Zip(high).SelectMany(pair => new[] { pair.First, pair.Second })];
        float[] floats = new float[34];
        Half[] halves = new Half[34];
        V.StorePairs(V.Load(ref low[0], 0), V.Load(ref high[0], 0), ref floats[0], 1);
        V.StorePairs(V.Load(ref low[0], 0), V.Load(ref high[0], 0), ref halves[0], 1);
        Assert.Equal([0, .. inTurn, 0], floats);
        Assert.Equal([Half.Zero, .. inTurn.Select(value => (Half)value), Half.Zero], halves);
    }

    /// <summary>Each pattern alone among zeros, once in each place of a block.</summary>
    private static void CheckFiniteness<V>()
        where V : struct, IVector<V, float>
    {
        Half[] block = new Half[32];
        for (int i = 0; i < All.Length; i++)
        {
            block[i % 32] = All[i];
            V largest = V.LargestHalves(V.Zero, V.LoadPairs(ref block[0], 0));
            block[i % 32] = Half.Zero;
            largest = V.LargestHalves(largest, V.LoadPairs(ref block[0], 0));
            Assert.Equal(Half.IsFinite(All[i]), V.AreFiniteHalves(largest));
        }

        foreach (Half special in new[] { Half.NaN, Half.PositiveInfinity, Half.NegativeInfinity })
        {
            for (int place = 0; place < 32; place++)
            {
                block[place] = special;
                Assert.False(V.AreFiniteHalves(V.LargestHalves(V.Zero, V.LoadPairs(ref block[0], 0))));
                block[place] = Half.MinValue;
                Assert.True(V.AreFiniteHalves(V.LargestHalves(V.Zero, V.LoadPairs(ref block[0], 0))));
            }
        }
    }

    private static float[] Lanes<V>(V value)
        where V : struct, IVector<V, float>
    {
        float[] lanes = new float[16];
        V.Store(value, ref lanes[0], 0);
        return lanes;
    }

    /// <summary>What is not finite comes out as a finite number that no half is.</summary>
    private static void AssertScaled(Half half, float found)
    {
        if (Half.IsFinite(half))
        {
            AssertSame((float)half, found);
        }
        else if (!(float.IsFinite(found) && Math.Abs(found) >= 65_536))
        {
            Assert.Fail($"{half} became {found:R}");
        }
    }

    private static void AssertSame(float expected, float found)
    {
        if (float.IsNaN(expected) ? !float.IsNaN(found) : BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(found))
        {
            Assert.Fail($"{found:R} instead of {expected:R}");
        }
    }
}
