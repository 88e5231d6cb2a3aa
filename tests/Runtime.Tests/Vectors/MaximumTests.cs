using System.Numerics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public sealed class Maximum512FloatTests : MaximumTests<Lanes512<float>, float>;

public sealed class Maximum256FloatTests : MaximumTests<Lanes256<float>, float>;

public sealed class Maximum128FloatTests : MaximumTests<Lanes128<float>, float>;

public sealed class Maximum512DoubleTests : MaximumTests<Lanes512<double>, double>;

public sealed class Maximum256DoubleTests : MaximumTests<Lanes256<double>, double>;

public sealed class Maximum128DoubleTests : MaximumTests<Lanes128<double>, double>;

/// <summary>The cheap maximum with its witness, and the exact one that it falls back on.</summary>
public abstract class MaximumTests<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly T[] s_numbers =
    [
        T.Zero, T.NegativeZero, T.One, -T.One, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon, T.MaxValue, T.MinValue, T.Pi,
    ];

    private static int Lanes => (int)V.Count;

    /// <summary>Either the maximum is that of IEEE 754-2019, or the witness says that it may not be.</summary>
    [Fact]
    public void MaximaOfNumbersAreExactOrDoubted()
    {
        foreach (T left in s_numbers)
        {
            foreach (T right in s_numbers)
            {
                (T maximum, bool isDoubted) = Reduce([left, right]);
                Assert.True(isDoubted || AreSame(T.Max(left, right), maximum), $"of {left} and {right}: {maximum}");
                Assert.False(isDoubted && T.Max(left, right) != T.Zero, $"{left} and {right} are doubted");
                Assert.False(isDoubted && AreSame(maximum, T.Zero), $"+0 of {left} and {right} is doubted");
            }
        }
    }

    /// <summary>Neither infinities of both signs nor numbers whose squares overflow look like a NaN.</summary>
    [Fact]
    public void OnlyNaNIsTakenForNaN()
    {
        Assert.False(Reduce([T.PositiveInfinity, T.NegativeInfinity, T.MaxValue, T.MinValue, T.One]).IsDoubted);
        for (int at = 0; at < 5; at++)
        {
            T[] values = [T.One, T.PositiveInfinity, -T.One, T.NegativeInfinity, T.MaxValue];
            values[at] = at % 2 == 0 ? T.NaN : -T.NaN;
            Assert.True(Reduce(values).IsDoubted, $"NaN at {at}");
        }
    }

    [Fact]
    public void ANaNInAnyLaneIsFound()
    {
        Assert.False(V.IsAnyNaN(V.Splat(T.PositiveInfinity)));
        for (int lane = 0; lane < Lanes; lane++)
        {
            T[] block = new T[Lanes];
            block[lane] = T.NaN;
            Assert.True(V.IsAnyNaN(V.Load(ref block[0], 0)), $"lane {lane}");
        }
    }

    /// <summary>Lanes that are no multiple of a block, so that the last two overlap, against the scalar maximum.</summary>
    [Fact]
    public void ExactMaximaTakeEverything()
    {
        int lanes = (2 * Lanes) + 3;
        int stride = lanes + 5;
        const int Rows = 4;
        Random random = new(20261124);
        T[] values = [.. Enumerable.Range(0, Rows * stride).Select(_ => s_numbers[random.Next(s_numbers.Length)])];
        for (int i = 0; i < values.Length; i += 7)
        {
            values[i] = T.NaN;
        }

        T[] found = [.. Enumerable.Repeat(T.Pi, lanes + 1)];
        ExactMaximum.Rows<V, T, T, T>(ref values[0], ref found[0], Rows, (nuint)stride, (nuint)lanes);
        for (int lane = 0; lane < lanes; lane++)
        {
            T expected = Enumerable.Range(0, Rows).Select(row => values[(row * stride) + lane]).Aggregate(T.Max);
            Assert.True(AreSame(expected, found[lane]), $"lane {lane}: {found[lane]}, not {expected}");
        }

        Assert.Equal(T.Pi, found[lanes]);
    }

    [Fact]
    public void OneElementIsLoadedIntoTheFirstLane()
    {
        T[] values = [T.One, T.Pi, T.NegativeZero];
        T[] block = new T[Lanes];
        V.Store(V.LoadOne(ref values[0], 2), ref block[0], 0);
        Assert.True(AreSame(T.NegativeZero, block[0]));
        Assert.All(block[1..], value => Assert.True(AreSame(T.Zero, value)));
    }

    [Fact]
    public void TheLastLanesMoveAlone()
    {
        for (int lanes = 0; lanes <= Lanes; lanes++)
        {
            // The block begins before the memory.
            T[] memory = [.. Enumerable.Range(1, Lanes + 2).Select(i => T.CreateChecked(i))];
            T[] block = new T[Lanes];
            int first = Lanes - lanes;
            V.Store(V.LoadLast(ref memory[0], (nuint)lanes, lanes, T.NegativeZero), ref block[0], 0);
            for (int lane = 0; lane < Lanes; lane++)
            {
                T expected = lane < first ? T.NegativeZero : memory[lane - first];
                Assert.True(AreSame(expected, block[lane]), $"{lanes} lanes: lane {lane} is {block[lane]}, not {expected}");
            }

            T[] before = [.. memory];
            T[] values = [.. Enumerable.Range(100, Lanes).Select(i => T.CreateChecked(i))];
            V.StoreLast(V.Load(ref values[0], 0), ref memory[0], (nuint)lanes, lanes);
            Assert.Equal([.. values[first..], .. before[lanes..]], memory);
        }
    }

    private static (T Maximum, bool IsDoubted) Reduce(T[] values)
    {
        T[] block = new T[Lanes];
        V maximum = V.Constant(double.NegativeInfinity);
        V witness = V.Zero;
        foreach (T value in values)
        {
            Array.Fill(block, value);
            maximum = V.MaximumOfNumbersAt(maximum, ref witness, ref block[0], 0);
        }

        witness = V.Doubt(witness, maximum);
        V.Store(maximum, ref block[0], 0);
        return (block[Lanes - 1], V.IsAnyNaN(witness));
    }

    private static bool AreSame(T left, T right) =>
        T.IsNaN(left) ? T.IsNaN(right) : left == right && T.IsNegative(left) == T.IsNegative(right);
}
