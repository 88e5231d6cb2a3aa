using System.Numerics;
using System.Runtime.InteropServices;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public sealed class Lanes512FloatTests : BlockTests<Lanes512<float>, float>;

public sealed class Lanes256FloatTests : BlockTests<Lanes256<float>, float>;

public sealed class Lanes128FloatTests : BlockTests<Lanes128<float>, float>;

public sealed class Lanes512DoubleTests : BlockTests<Lanes512<double>, double>;

public sealed class Lanes256DoubleTests : BlockTests<Lanes256<double>, double>;

public sealed class Lanes128DoubleTests : BlockTests<Lanes128<double>, double>;

/// <summary>Every operation of a block against the scalar operation of its lane type, lane by lane and bit by bit.</summary>
public abstract class BlockTests<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly T[] s_values =
    [
        T.Zero, T.NegativeZero, T.One, -T.One, T.NaN, -T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon,
        T.MaxValue, T.MinValue, SmallestNormal, -SmallestNormal, SmallestNormal / T.CreateChecked(3), Of(0.5), Of(-0.5), Of(1.5),
        Of(2.5), Of(-2.5), Of(3.3), Of(-7.7), Of(1e10), Of(-1e-10), Of(123456.75), BelowMagic, -BelowMagic, T.Pi,
    ];

    protected static int Lanes => (int)V.Count;

    private static T SmallestNormal => Of(typeof(T) == typeof(float) ? 1.1754943508222875e-38 : 2.2250738585072014e-308);

    /// <summary>The largest number with a fraction, where rounding by adding a constant would break.</summary>
    private static T BelowMagic => Of(typeof(T) == typeof(float) ? 8388607.5 : 4503599627370495.5);

    [Fact]
    public void CountIs64Bytes() => Assert.Equal(64 / Marshal.SizeOf<T>(), Lanes);

    [Fact]
    public void ConstantsFillAllLanes()
    {
        AssertLanes(V.Zero, _ => T.Zero);
        AssertLanes(V.Splat(T.NegativeZero), _ => T.NegativeZero);
        AssertLanes(V.Constant(0.1), _ => Of(0.1));
    }

    [Fact]
    public void ArithmeticIsThatOfTheLaneType()
    {
        Binary((x, y) => x + y, (x, y) => x + y);
        Binary((x, y) => x - y, (x, y) => x - y);
        Binary((x, y) => x * y, (x, y) => x * y);
        Binary((x, y) => x / y, (x, y) => x / y);
        Unary(x => -x, Negate);
        Unary(V.Abs, T.Abs);
        Unary(V.Sqrt, T.Sqrt);
        Unary(V.Round, T.Round);
        Binary(V.CopySign, T.CopySign);
    }

    [Fact]
    public void MaximumAndMinimumAreThoseOfIeee754Of2019()
    {
        Binary(V.Maximum, T.Max);
        Binary(V.Minimum, T.Min);
        AssertLanes(V.Maximum(V.Splat(T.Zero), V.Splat(T.NegativeZero)), _ => T.Zero);
        AssertLanes(V.Maximum(V.Splat(T.NegativeZero), V.Splat(T.Zero)), _ => T.Zero);
        AssertLanes(V.Minimum(V.Splat(T.Zero), V.Splat(T.NegativeZero)), _ => T.NegativeZero);
        AssertLanes(V.Minimum(V.Splat(T.NegativeZero), V.Splat(T.Zero)), _ => T.NegativeZero);
        AssertLanes(V.Maximum(V.Splat(T.NaN), V.Splat(T.One)), _ => T.NaN);
        AssertLanes(V.Maximum(V.Splat(T.One), V.Splat(T.NaN)), _ => T.NaN);
    }

    [Fact]
    public void ComparisonsSelect()
    {
        V yes = V.Splat(Of(7));
        V no = V.Splat(Of(-9));
        Binary((x, y) => V.Select(V.LessThan(x, y), yes, no), (x, y) => x < y ? Of(7) : Of(-9));
        Binary((x, y) => V.Select(V.LessThanOrEqual(x, y), yes, no), (x, y) => x <= y ? Of(7) : Of(-9));
        Binary((x, y) => V.Select(V.LessThan(x, y), x, y), (x, y) => x < y ? x : y);
    }

    [Fact]
    public void MultiplyAddRoundsOnceOrTwice()
    {
        T[] addends = [T.Zero, T.One, Of(-3.25), T.NaN, T.PositiveInfinity, T.MaxValue];
        foreach (T addend in addends)
        {
            V block = V.Splat(addend);
            Binary((x, y) => V.MultiplyAdd(x, y, block), (x, y) => T.FusedMultiplyAdd(x, y, addend), (x, y) => x * y + addend);
        }
    }

    [Fact]
    public void MemoryOperandsAreThoseOfLoad()
    {
        T[] memory = Ramp(5 * Lanes);
        V one = V.Splat(Of(-1.5));
        V two = V.Splat(Of(0.25));
        foreach (int index in (int[])[0, 1, 3, Lanes, 2 * Lanes + 5])
        {
            nuint at = (nuint)index;
            AssertLanes(V.Load(ref memory[0], at), i => memory[index + i]);
            AssertLanes(V.AddAt(one, ref memory[0], at), i => Of(-1.5) + memory[index + i]);
            AssertLanes(V.MaximumAt(one, ref memory[0], at), i => T.Max(Of(-1.5), memory[index + i]));
            AssertSame(V.MultiplyAdd(one, V.Load(ref memory[0], at), two), V.MultiplyAddAt(one, ref memory[0], at, two));
        }
    }

    [Fact]
    public void KeepLastClearsTheOthers()
    {
        for (int lanes = 0; lanes <= Lanes; lanes++)
        {
            int first = Lanes - lanes;
            AssertLanes(V.KeepLast(V.Splat(T.NaN), lanes), i => i < first ? T.Zero : T.NaN);
        }
    }

    [Fact]
    public void ScaleByPowerOfTwoReachesSubnormalsAndInfinity()
    {
        int limit = typeof(T) == typeof(float) ? 252 : 2044;
        foreach (double value in (double[])[1, -1, 1.4142135623730951, 0.7071067811865476, 0, double.NaN, double.PositiveInfinity])
        {
            for (int exponent = -limit; exponent <= limit; exponent++)
            {
                T expected = T.ScaleB(Of(value), exponent);
                AssertLanes(V.ScaleByPowerOfTwo(V.Splat(Of(value)), V.Splat(T.CreateChecked(exponent))), _ => expected);
            }
        }
    }

    [Fact]
    public void ExponentAndSignificandTakeANumberApart()
    {
        foreach (T value in (T[])[T.One, Of(1.9999), Of(2), Of(0.75), T.MaxValue, SmallestNormal, T.Pi, Of(1e-30), Of(6.5e20)])
        {
            int exponent = T.ILogB(value);
            AssertLanes(V.Exponent(V.Splat(value)), _ => T.CreateChecked(exponent));
            AssertLanes(V.Significand(V.Splat(value)), _ => T.ScaleB(value, -exponent));
        }
    }

    [Fact]
    public void ReductionsHaveOneOrder()
    {
        T[] values = Ramp(Lanes);
        for (int i = 0; i < Lanes; i++)
        {
            values[i] = T.One / values[i] * Of(i % 3 == 0 ? 1e6 : -1);
        }

        T[] tree = [.. values];
        for (int half = Lanes / 2; half >= 1; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                tree[i] += tree[i + half];
            }
        }

        V block = V.Load(ref values[0], 0);
        AssertBits(tree[0], V.SumAcross(block), "sum");
        AssertBits(values.Max(), V.MaximumAcross(block), "maximum");
        for (int lane = 0; lane < Lanes; lane++)
        {
            T[] one = new T[Lanes];
            Array.Fill(one, T.NegativeZero);
            one[lane] = T.Zero;
            AssertBits(T.Zero, V.MaximumAcross(V.Load(ref one[0], 0)), $"+0 in lane {lane}");
            one[lane] = T.NaN;
            AssertBits(T.NaN, V.MaximumAcross(V.Load(ref one[0], 0)), $"NaN in lane {lane}");
        }
    }

    [Fact]
    public void FoursAreJoined()
    {
        V[] blocks = [.. Enumerable.Range(0, 4).Select(b =>
        {
            T[] lanes = [.. Enumerable.Range(0, Lanes).Select(i => Of((100 * b) + i))];
            return V.Load(ref lanes[0], 0);
        })];
        AssertLanes(V.JoinFours(blocks[0], blocks[1], blocks[2], blocks[3]), i => Of((100 * (i / 4)) + (i % 4)));
    }

    [Fact]
    public void OtherStorageIsRefused()
    {
        long[] memory = new long[64];
        Assert.Throws<NotSupportedException>(() => V.Load(ref memory[0], 0));
        Assert.Throws<NotSupportedException>(() => V.LoadFirst(ref memory[0], 0, 3, T.Zero));
        Assert.Throws<NotSupportedException>(() => V.Store(V.Zero, ref memory[0], 0));
        Assert.Throws<NotSupportedException>(() => V.StoreFirst(V.Zero, ref memory[0], 0, 3));
        if (typeof(T) == typeof(double))
        {
            Half[] halves = new Half[64];
            Assert.Throws<NotSupportedException>(() => V.AddAt(V.Zero, ref halves[0], 0));
        }
    }

    private static T Of(double value) => T.CreateSaturating(value);

    private static T Negate(T value) => T.CopySign(value, T.IsNegative(value) ? T.One : -T.One);

    private static T[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(i => Of(i * 1.25 - 11.3))];

    private static void Unary(Func<V, V> block, Func<T, T> scalar) => Binary((x, _) => block(x), (x, _) => scalar(x));

    /// <summary>All pairs of the values, each in a lane of its own.</summary>
    private static void Binary(Func<V, V, V> block, Func<T, T, T> scalar, Func<T, T, T>? alternative = null)
    {
        T[] left = new T[Lanes];
        T[] right = new T[Lanes];
        int pairs = s_values.Length * s_values.Length;
        for (int start = 0; start < pairs; start += Lanes)
        {
            for (int i = 0; i < Lanes; i++)
            {
                int pair = (start + i) % pairs;
                left[i] = s_values[pair / s_values.Length];
                right[i] = s_values[pair % s_values.Length];
            }

            T[] actual = LanesOf(block(V.Load(ref left[0], 0), V.Load(ref right[0], 0)));
            for (int i = 0; i < Lanes; i++)
            {
                T expected = scalar(left[i], right[i]);
                if (alternative is not null && !Same(expected, actual[i]))
                {
                    expected = alternative(left[i], right[i]);
                }

                AssertBits(expected, actual[i], $"of {left[i]} and {right[i]}");
            }
        }
    }

    private static void AssertLanes(V actual, Func<int, T> expected)
    {
        T[] lanes = LanesOf(actual);
        for (int i = 0; i < Lanes; i++)
        {
            if (!Same(expected(i), lanes[i]))
            {
                Assert.Fail($"lane {i}: {lanes[i]}, not {expected(i)}");
            }
        }
    }

    private static void AssertSame(V expected, V actual)
    {
        T[] lanes = LanesOf(expected);
        AssertLanes(actual, i => lanes[i]);
    }

    private static T[] LanesOf(V block)
    {
        T[] lanes = new T[Lanes];
        V.Store(block, ref lanes[0], 0);
        return lanes;
    }

    private static void AssertBits(T expected, T actual, string what) =>
        Assert.True(Same(expected, actual), $"{what}: {actual}, not {expected}");

    /// <summary>The same bits; any NaN equals any NaN.</summary>
    private static bool Same(T left, T right) =>
        T.IsNaN(left) ? T.IsNaN(right) : left == right && T.IsNegative(left) == T.IsNegative(right);
}
