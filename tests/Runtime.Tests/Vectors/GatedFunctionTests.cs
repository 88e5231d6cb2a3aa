using System.Numerics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>What recurrent cells make of a gate and a value at once: near the product of both functions, with the same bits at every width.</summary>
public class GatedFunctionTests
{
    private const int Seed = 20261130;

    /// <summary>Roundings of the result: those of the two exponentials, their sums, two products and a division.</summary>
    private const double MostRoundings = 8;

    [Fact]
    public void Float() => Check<Lanes512<float>, Lanes256<float>, Lanes128<float>, float>(1.0 / (1 << 24));

    [Fact]
    public void Double() => Check<Lanes512<double>, Lanes256<double>, Lanes128<double>, double>(1.0 / (1L << 53));

    /// <summary>A gate that is shut or wide open, tanh at its ends, and NaN from either side.</summary>
    [Theory]
    [InlineData(double.NegativeInfinity, 3, 0.5, 0, 0.99505475)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, 0.5, -1, 0.5)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, 0.5, 0, 1)]
    [InlineData(0, double.PositiveInfinity, 1, 0.5, 1)]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(double.NaN, 1, 0.5, double.NaN, double.NaN)]
    [InlineData(1, double.NaN, 0.5, double.NaN, double.NaN)]
    public void Ends(double gate, double x, double old, double product, double mixed)
    {
        (float actualProduct, float actualMixed) = One((float)gate, (float)x, (float)old);
        Assert.Equal((float)product, actualProduct);
        Assert.Equal((float)mixed, actualMixed, tolerance: 1e-7f);
    }

    /// <summary>tanh keeps the sign of zero.</summary>
    [Fact]
    public void ZeroKeepsItsSign()
    {
        Assert.True(float.IsNegative(One(2, -0f, 0).Product));
        Assert.False(float.IsNegative(One(-2, 0f, 0).Product));
    }

    private static (float Product, float Mixed) One(float gate, float x, float old)
    {
        var values = new float[32];
        Lanes512<float>.Store(ElementwiseFunctions.SigmoidTimesTanh<Lanes512<float>, float>(Lanes512<float>.Splat(gate), Lanes512<float>.Splat(x)), ref values[0], 0);
        Lanes512<float>.Store(ElementwiseFunctions.MixWithTanh<Lanes512<float>, float>(Lanes512<float>.Splat(gate), Lanes512<float>.Splat(old), Lanes512<float>.Splat(x)), ref values[16], 0);
        return (values[0], values[16]);
    }

    private static void Check<V512, V256, V128, T>(double rounding)
        where V512 : struct, IVector<V512, T>
        where V256 : struct, IVector<V256, T>
        where V128 : struct, IVector<V128, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(Seed);
        T[] Values(int scales) => [.. Enumerable.Range(0, 32_000).Select(i => T.CreateChecked((random.NextDouble() - 0.5) * Math.Pow(10, i % scales - 3)))];
        (T[] gate, T[] x) = (Values(5), Values(6));
        T[] old = [.. Enumerable.Range(0, gate.Length).Select(_ => T.CreateChecked((2 * random.NextDouble()) - 1))];
        (T[] products, T[] mixed) = Run<V512, T>(gate, x, old);
        (T[] products256, T[] mixed256) = Run<V256, T>(gate, x, old);
        (T[] products128, T[] mixed128) = Run<V128, T>(gate, x, old);
        Assert.Equal(products, products256);
        Assert.Equal(products, products128);
        Assert.Equal(mixed, mixed256);
        Assert.Equal(mixed, mixed128);
        for (int i = 0; i < gate.Length; i++)
        {
            double open = 1 / (1 + Math.Exp(-double.CreateChecked(gate[i])));
            double shut = 1 / (1 + Math.Exp(double.CreateChecked(gate[i])));
            double tanh = Math.Tanh(double.CreateChecked(x[i]));
            double kept = open * double.CreateChecked(old[i]);
            AssertNear(open * tanh, Math.Abs(open * tanh), products[i], i);
            AssertNear(kept + (shut * tanh), Math.Abs(kept) + Math.Abs(shut * tanh), mixed[i], i);
        }

        void AssertNear(double expected, double size, T actual, int i)
        {
            double error = Math.Abs(expected - double.CreateChecked(actual));
            Assert.True(error <= (MostRoundings * rounding * size) + double.CreateChecked(T.Epsilon), $"seed {Seed}, case {i}: gate {gate[i]}, x {x[i]}, old {old[i]} give {actual}, not {expected}: off by {error / rounding / size:0.0} roundings");
        }
    }

    private static (T[] Products, T[] Mixed) Run<V, T>(T[] gate, T[] x, T[] old)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] products, T[] mixed) = (new T[gate.Length], new T[gate.Length]);
        for (nuint i = 0; i < (nuint)gate.Length; i += V.Count)
        {
            V.Store(ElementwiseFunctions.SigmoidTimesTanh<V, T>(V.Load(in gate[0], i), V.Load(in x[0], i)), ref products[0], i);
            V.Store(ElementwiseFunctions.MixWithTanh<V, T>(V.Load(in gate[0], i), V.Load(in old[0], i), V.Load(in x[0], i)), ref mixed[0], i);
        }

        return (products, mixed);
    }
}
