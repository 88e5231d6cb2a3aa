using System.Numerics;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public class RowActivationTests
{
    private static readonly int[] s_lengths = [.. Enumerable.Range(1, 40), 64, 100, 257, 1000];

    public static TheoryData<Activation> All => [.. RowActivation.All];

    [Theory]
    [MemberData(nameof(All))]
    public void FloatIsAccurate(Activation activation)
    {
        ForEachRow(activation, 5, row =>
        {
            float[] floats = [.. row.Select(x => (float)x)];
            double[] expected = RowActivation.Reference(activation, [.. floats.Select(x => (double)x)]);
            float[] actual = RowActivation.Apply<Lanes512<float>, float, float, float>(activation, floats);
            AssertClose(activation, expected, [.. actual.Select(x => (double)x)], 1.1920928955078125e-7, row);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void DoubleIsAccurate(Activation activation)
    {
        ForEachRow(activation, 30, row =>
        {
            double[] actual = RowActivation.Apply<Lanes512<double>, double, double, double>(activation, row);
            AssertClose(activation, RowActivation.Reference(activation, row), actual, 2.220446049250313e-16, row);
        });
    }

    /// <summary>Rounded to Half once: equal to the float result narrowed.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void HalfIsTheRoundedFloat(Activation activation)
    {
        ForEachRow(activation, 3, row =>
        {
            Half[] halves = [.. row.Select(x => (Half)x)];
            float[] floats = [.. halves.Select(x => (float)x)];
            Half[] expected = [.. RowActivation.Apply<Lanes512<float>, float, float, float>(activation, floats).Select(x => (Half)x)];
            Assert.Equal(expected, RowActivation.Apply<Lanes512<float>, float, Half, Half>(activation, halves));
            Assert.Equal(expected, RowActivation.Apply<Lanes128<float>, float, float, Half>(activation, floats));
            RowActivation.Run<Lanes256<float>, float, Half, Half>(activation, ref halves[0], ref halves[0], halves.Length);
            Assert.Equal(expected, halves[..expected.Length]);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void WorksInPlaceAndWritesNothingElse(Activation activation)
    {
        ForEachRow(activation, 3, row =>
        {
            double[] expected = RowActivation.Apply<Lanes512<double>, double, double, double>(activation, row);
            double[] memory = [7777, .. row, 7777];
            RowActivation.Run<Lanes512<double>, double, double, double>(activation, ref memory[1], ref memory[1], row.Length);
            Assert.Equal([7777, .. expected, .. row[expected.Length..], 7777], memory);
        });
    }

    [Theory]
    [InlineData(Activation.Softmax)]
    [InlineData(Activation.LogSoftmax)]
    [InlineData(Activation.Sparsemax)]
    public void NaNMakesTheRowNaN(Activation activation)
    {
        foreach (int length in (int[])[1, 2, 10, 16, 17, 40])
        {
            foreach (int position in (int[])[0, length / 2, length - 1])
            {
                foreach (float culprit in (float[])[float.NaN, float.PositiveInfinity])
                {
                    float[] row = [.. Enumerable.Range(0, length).Select(i => i * 0.5f)];
                    row[position] = culprit;
                    Assert.All(RowActivation.Apply<Lanes512<float>, float, float, float>(activation, row), x => Assert.True(float.IsNaN(x)));
                    Assert.All(RowActivation.Apply<Lanes128<float>, float, float, float>(activation, row), x => Assert.True(float.IsNaN(x)));
                }
            }
        }
    }

    [Fact]
    public void GluIsElementByElement()
    {
        float[] actual = RowActivation.Apply<Lanes512<float>, float, float, float>(
            Activation.Glu, [1, float.NaN, 3, 4, float.NegativeInfinity, 0, float.NaN, float.PositiveInfinity]);
        Assert.Equal([0, float.NaN, float.NaN, 4], actual);
    }

    [Fact]
    public void ExtremeRowsDoNotOverflow()
    {
        foreach (int length in (int[])[1, 5, 16, 17, 50])
        {
            float[] row = new float[length];
            Array.Fill(row, -3.4e38f);
            row[length / 2] = 3.4e38f;
            float[] oneHot = new float[length];
            oneHot[length / 2] = 1;
            Assert.Equal(oneHot, RowActivation.Apply<Lanes512<float>, float, float, float>(Activation.Softmax, row));
            Assert.Equal(oneHot, RowActivation.Apply<Lanes512<float>, float, float, float>(Activation.Sparsemax, row));
            Assert.Equal(0, RowActivation.Apply<Lanes512<float>, float, float, float>(Activation.LogSoftmax, row)[length / 2]);

            Array.Fill(row, float.NegativeInfinity);
            row[length / 2] = -1000;
            Assert.Equal(oneHot, RowActivation.Apply<Lanes512<float>, float, float, float>(Activation.Softmax, row));
            Assert.Equal(oneHot, RowActivation.Apply<Lanes512<float>, float, float, float>(Activation.Sparsemax, row));
        }
    }

    [Theory]
    [InlineData(-3.25f)]
    [InlineData(0f)]
    [InlineData(1e30f)]
    public void OneElementHasAllTheProbability(float value)
    {
        Assert.Equal([1f], RowActivation.Apply<Lanes512<float>, float, float, float>(Activation.Softmax, [value]));
        Assert.Equal([1f], RowActivation.Apply<Lanes512<float>, float, float, float>(Activation.Sparsemax, [value]));
        Assert.Equal([0f], RowActivation.Apply<Lanes512<float>, float, float, float>(Activation.LogSoftmax, [value]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AllocatesNothing(Activation activation)
    {
        float[] row = [.. Enumerable.Range(0, 1000).Select(i => MathF.Sin(i))];
        float[] destination = new float[1000];
        RowActivation.Run<Lanes512<float>, float, float, float>(activation, ref row[0], ref destination[0], 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RowActivation.Run<Lanes512<float>, float, float, float>(activation, ref row[0], ref destination[0], 1000);
        RowActivation.Run<Lanes512<float>, float, float, float>(activation, ref row[0], ref destination[0], 10);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void ForEachRow(Activation activation, double range, Action<double[]> check)
    {
        Random random = new(20261124);
        foreach (int length in s_lengths)
        {
            foreach (double scale in (double[])[range / 20, range])
            {
                int elements = activation == Activation.Glu ? 2 * length : length;
                check([.. Enumerable.Range(0, elements).Select(_ => (random.NextDouble() - 0.5) * 2 * scale)]);
            }
        }
    }

    /// <summary>
    /// The error of softmax and GLU relative to the result, in epsilons: about 2 for e^x, x − max and the division, and
    /// the sum's. Of log-softmax relative to the row's range, of sparsemax relative to 1 and to
    /// what the reference subtracts from: there the differences decide.
    /// </summary>
    private static void AssertClose(Activation activation, double[] expected, double[] actual, double epsilon, double[] row)
    {
        Assert.Equal(expected.Length, actual.Length);
        int length = row.Length;
        double range = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = activation switch
            {
                Activation.Softmax => (3 + Math.Log2(length) + Math.Abs(Math.Log(expected[i]))) * Math.Abs(expected[i]),
                Activation.Glu => 3 * Math.Abs(expected[i]),
                Activation.LogSoftmax => 2 + 2 * range,
                _ => 4 + Math.Sqrt(length) / 2 + row.Max(Math.Abs),
            };
            double error = Math.Abs(expected[i] - actual[i]) / epsilon;
            if (!(error <= allowed))
            {
                Assert.Fail($"{activation} of {length} elements, element {i}: {actual[i]:R}, not {expected[i]:R}: {error} epsilons");
            }
        }
    }
}
