using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>Half in memory against .NET's own conversions.</summary>
public class HalfStorageTests
{
    [Fact]
    public void Lanes512() => Check<Lanes512<float>>();

    [Fact]
    public void Lanes256() => Check<Lanes256<float>>();

    [Fact]
    public void Lanes128() => Check<Lanes128<float>>();

    private static void Check<V>()
        where V : struct, IVector<V, float>
    {
        Half[] all = [.. Enumerable.Range(0, 65_536).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))];
        float[] widened = new float[all.Length];
        for (int i = 0; i < all.Length; i += (int)V.Count)
        {
            V.Store(V.Load(ref all[0], (nuint)i), ref widened[0], (nuint)i);
        }

        for (int i = 0; i < all.Length; i++)
        {
            if (!Same((float)all[i], widened[i]))
            {
                Assert.Fail($"Half {i:X4} widens to {widened[i]:R}, not {(float)all[i]:R}");
            }
        }

        float[] floats = Floats(widened);
        Half[] narrowed = new Half[floats.Length];
        for (int i = 0; i < floats.Length; i += (int)V.Count)
        {
            V.Store(V.Load(ref floats[0], (nuint)i), ref narrowed[0], (nuint)i);
        }

        for (int i = 0; i < floats.Length; i++)
        {
            if (!Same((float)(Half)floats[i], (float)narrowed[i]))
            {
                Assert.Fail($"{floats[i]:R} narrows to {narrowed[i]}, not {(Half)floats[i]}");
            }
        }

        Half[] memory = [.. Enumerable.Range(0, 64).Select(i => (Half)(i * 0.3f))];
        float[] sums = new float[(int)V.Count];
        V.Store(V.AddAt(V.Splat(1), ref memory[0], 5), ref sums[0], 0);
        Assert.Equal(Enumerable.Range(5, sums.Length).Select(i => 1 + (float)memory[i]), sums);
        V.Store(V.MaximumAt(V.Splat(3), ref memory[0], 5), ref sums[0], 0);
        Assert.Equal(Enumerable.Range(5, sums.Length).Select(i => Math.Max(3, (float)memory[i])), sums);
        V.Store(V.MultiplyAddAt(V.Splat(2), ref memory[0], 5, V.Splat(-1)), ref sums[0], 0);
        Assert.Equal(Enumerable.Range(5, sums.Length).Select(i => 2 * (float)memory[i] - 1), sums);
    }

    /// <summary>Each half, the middle to its neighbour, the floats around both; and some of every exponent.</summary>
    private static float[] Floats(float[] halves)
    {
        List<float> floats = [];
        foreach (float half in halves)
        {
            float middle = float.IsFinite(half) ? (float)(((double)half + (double)Above(half)) / 2) : half;
            floats.AddRange([half, MathF.BitIncrement(half), MathF.BitDecrement(half)]);
            floats.AddRange([middle, MathF.BitIncrement(middle), MathF.BitDecrement(middle)]);
        }

        for (long bits = 0; bits < 1L << 32; bits += 60_013)
        {
            floats.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        }

        floats.RemoveRange(floats.Count / 16 * 16, floats.Count % 16);
        return [.. floats];
    }

    /// <summary>The next half up; above the largest it would be 65,536, which is where rounding to infinity begins to be decided.</summary>
    private static float Above(float half)
    {
        Half next = Half.BitIncrement((Half)half);
        return Half.IsPositiveInfinity(next) ? 65_536 : (float)next;
    }

    private static bool Same(float left, float right) =>
        float.IsNaN(left) ? float.IsNaN(right) : left == right && float.IsNegative(left) == float.IsNegative(right);
}
