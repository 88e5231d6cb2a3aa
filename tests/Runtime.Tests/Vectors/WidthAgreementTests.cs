using System.Numerics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>The three widths give the same bits (any NaN for any NaN), on this machine whatever it has.</summary>
public class WidthAgreementTests
{
    private static readonly int[] s_lengths = [1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 33, 64, 100, 257];

    [Fact]
    public void ActivationsInFloat() => Activations<Lanes512<float>, Lanes256<float>, Lanes128<float>, float>();

    [Fact]
    public void ActivationsInDouble() => Activations<Lanes512<double>, Lanes256<double>, Lanes128<double>, double>();

    [Fact]
    public void RowsInFloat() => Rows<Lanes512<float>, Lanes256<float>, Lanes128<float>, float>();

    [Fact]
    public void RowsInDouble() => Rows<Lanes512<double>, Lanes256<double>, Lanes128<double>, double>();

    private static void Activations<V512, V256, V128, T>()
        where V512 : struct, IVector<V512, T>
        where V256 : struct, IVector<V256, T>
        where V128 : struct, IVector<V128, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        Random random = new(20261124);
        T[] inputs = new T[30_000];
        for (int i = 0; i < inputs.Length; i++)
        {
            double value = (random.NextDouble() - 0.5) * (i % 3 == 0 ? 4 : i % 3 == 1 ? 60 : 1600);
            inputs[i] = T.CreateSaturating(i % 7 == 0 ? value * Math.Pow(10, random.Next(-40, 36)) : value);
        }

        T[] special = [T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Zero, T.NegativeZero, T.Epsilon, -T.Epsilon, T.MaxValue, T.MinValue];
        special.CopyTo(inputs, 0);
        foreach (Activation activation in LanewiseActivation<V512, T>.All)
        {
            T[] wide = LanewiseActivation<V512, T>.Apply(activation, inputs);
            AssertSame(wide, LanewiseActivation<V256, T>.Apply(activation, inputs), activation, inputs);
            AssertSame(wide, LanewiseActivation<V128, T>.Apply(activation, inputs), activation, inputs);
        }
    }

    private static void Rows<V512, V256, V128, T>()
        where V512 : struct, IVector<V512, T>
        where V256 : struct, IVector<V256, T>
        where V128 : struct, IVector<V128, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(20261124);
        foreach (Activation activation in RowActivation.All)
        {
            foreach (int length in s_lengths)
            {
                int even = activation == Activation.Glu ? 2 * length : length;
                T[] row = [.. Enumerable.Range(0, even).Select(_ => T.CreateChecked((random.NextDouble() - 0.5) * 9))];
                T[] wide = RowActivation.Apply<V512, T, T, T>(activation, row);
                AssertSame(wide, RowActivation.Apply<V256, T, T, T>(activation, row), activation, row);
                AssertSame(wide, RowActivation.Apply<V128, T, T, T>(activation, row), activation, row);
            }
        }
    }

    private static void AssertSame<T>(T[] expected, T[] actual, Activation activation, T[] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = T.IsNaN(expected[i])
                ? T.IsNaN(actual[i])
                : expected[i] == actual[i] && T.IsNegative(expected[i]) == T.IsNegative(actual[i]);
            if (!same)
            {
                Assert.Fail($"{activation} of {inputs[i]}, element {i} of {inputs.Length}: {expected[i]:R} and {actual[i]:R}");
            }
        }
    }
}
