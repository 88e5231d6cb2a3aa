using System.Globalization;
using System.Runtime.CompilerServices;
using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>
/// Accuracy of the activations on blocks: float against formulas in double, double against golden values of 60 digits.
/// The bounds are the measured maxima with some room, and hold without FMA as well.
/// </summary>
public class ActivationTests
{
    /// <summary>Largest error in ulps of the result: float, double.</summary>
    public static readonly TheoryData<Activation, double, double> Bounds = new()
    {
        { Activation.Relu, 0, 0 },
        { Activation.Relu6, 0, 0 },
        { Activation.LeakyRelu, 1, 1 },
        { Activation.Elu, 1.5, 1.5 },
        { Activation.Selu, 2.5, 2.5 },
        { Activation.Celu, 1.5, 1.5 },
        { Activation.Gelu, 6, 6.5 },
        { Activation.GeluApproximate, 3.5, 3.5 },
        { Activation.Silu, 3, 3 },
        { Activation.Mish, 3.5, 3.5 },
        { Activation.Sigmoid, 2.5, 2.5 },
        { Activation.HardSigmoid, 1.5, 1.5 },
        { Activation.HardSilu, 2.5, 2.5 },
        { Activation.HardTanh, 0, 0 },
        { Activation.Tanh, 2.5, 2.5 },
        { Activation.TanhShrink, 4.5, 4.5 },
        { Activation.SoftShrink, 0.5, 0 },
        { Activation.HardShrink, 0, 0 },
        { Activation.Softplus, 2.5, 2.5 },
        { Activation.Softsign, 1.5, 1.5 },
        { Activation.Squareplus, 3, 3 },
        { Activation.SparsePlus, 2, 2 },
        { Activation.SparseSigmoid, 0.5, 0.5 },
        { Activation.Exponential, 1.5, 1.5 },
        { Activation.LogSigmoid, 2.5, 2.5 },
    };

    private static readonly float[] s_sweep = Sweep();

    [Theory]
    [MemberData(nameof(Bounds))]
    public void FloatIsAccurate(Activation activation, double bound, double boundOfDouble)
    {
        Assert.True(boundOfDouble >= 0);
        float[] actual = LanewiseActivation<Lanes512<float>, float>.Apply(activation, s_sweep);
        for (int i = 0; i < s_sweep.Length; i++)
        {
            double exact = ActivationReference.Of(activation, s_sweep[i]);
            double error = Accuracy.UlpsOfFloat(exact, actual[i]);
            double allowed = Allowed(activation, bound, s_sweep[i], exact, float.Epsilon, 1.1754943508222875e-38);
            if (!(error <= allowed))
            {
                Assert.Fail($"{activation}({s_sweep[i]:R}) = {actual[i]:R}, not {exact:R}: {error} ulps, allowed {allowed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void DoubleIsAccurate(Activation activation, double boundOfFloat, double bound)
    {
        Assert.True(boundOfFloat >= 0);
        (double[] inputs, double[] exact) = Golden(activation);
        double[] actual = LanewiseActivation<Lanes512<double>, double>.Apply(activation, inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            double error = Accuracy.UlpsOfDouble(exact[i], actual[i]);
            double allowed = Allowed(activation, bound, inputs[i], exact[i], double.Epsilon, 2.2250738585072014e-308);
            if (!(error <= allowed))
            {
                Assert.Fail($"{activation}({inputs[i]:R}) = {actual[i]:R}, not {exact[i]:R}: {error} ulps, allowed {allowed}");
            }
        }
    }

    [Fact]
    public void EveryActivationIsTested()
    {
        Activation[] others = [Activation.Linear, Activation.Softmax, Activation.LogSoftmax, Activation.Sparsemax, Activation.Glu];
        IEnumerable<Activation> elementwise = Enum.GetValues<Activation>().Except(others).Order();
        Assert.Equal(elementwise, LanewiseActivation<Lanes512<float>, float>.All.Order());
        Assert.Equal(elementwise, Bounds.Select(row => (Activation)row[0]).Order());
    }

    [Fact]
    public void NaNStaysNaN()
    {
        foreach (Activation activation in LanewiseActivation<Lanes512<float>, float>.All)
        {
            Assert.All(
                LanewiseActivation<Lanes512<float>, float>.Apply(activation, [float.NaN, -float.NaN, 1]).Take(2),
                value => Assert.True(float.IsNaN(value), $"{activation}"));
            Assert.All(
                LanewiseActivation<Lanes512<double>, double>.Apply(activation, [double.NaN, -double.NaN, 1]).Take(2),
                value => Assert.True(double.IsNaN(value), $"{activation}"));
        }
    }

    [Theory]
    [InlineData(Activation.Relu, 0, double.PositiveInfinity)]
    [InlineData(Activation.Relu6, 0, 6)]
    [InlineData(Activation.LeakyRelu, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(Activation.Elu, -1, double.PositiveInfinity)]
    [InlineData(Activation.Selu, -1.0507009873554805 * 1.6732632423543772, double.PositiveInfinity)]
    [InlineData(Activation.Celu, -1, double.PositiveInfinity)]
    [InlineData(Activation.Gelu, 0, double.PositiveInfinity)]
    [InlineData(Activation.GeluApproximate, 0, double.PositiveInfinity)]
    [InlineData(Activation.Silu, 0, double.PositiveInfinity)]
    [InlineData(Activation.Mish, 0, double.PositiveInfinity)]
    [InlineData(Activation.Sigmoid, 0, 1)]
    [InlineData(Activation.HardSigmoid, 0, 1)]
    [InlineData(Activation.HardSilu, 0, double.PositiveInfinity)]
    [InlineData(Activation.HardTanh, -1, 1)]
    [InlineData(Activation.Tanh, -1, 1)]
    [InlineData(Activation.TanhShrink, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(Activation.SoftShrink, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(Activation.HardShrink, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(Activation.Softplus, 0, double.PositiveInfinity)]
    [InlineData(Activation.Softsign, -1, 1)]
    [InlineData(Activation.Squareplus, 0, double.PositiveInfinity)]
    [InlineData(Activation.SparsePlus, 0, double.PositiveInfinity)]
    [InlineData(Activation.SparseSigmoid, 0, 1)]
    [InlineData(Activation.Exponential, 0, double.PositiveInfinity)]
    [InlineData(Activation.LogSigmoid, double.NegativeInfinity, 0)]
    public void InfinityGivesTheLimit(Activation activation, double below, double above)
    {
        float[] floats = LanewiseActivation<Lanes512<float>, float>.Apply(activation, [float.NegativeInfinity, float.PositiveInfinity]);
        Assert.Equal([(float)below, (float)above], floats);
        double[] doubles = LanewiseActivation<Lanes512<double>, double>.Apply(activation, [double.NegativeInfinity, double.PositiveInfinity]);
        Assert.Equal([below, above], doubles);
    }

    /// <summary>Nothing overflows on the way: at ±the largest number each is finite, but e^x and λ·x, or at its limit.</summary>
    [Fact]
    public void LargestNumbersDoNotOverflowOnTheWay()
    {
        foreach (Activation activation in LanewiseActivation<Lanes512<double>, double>.All)
        {
            double[] extremes = [-double.MaxValue, double.MaxValue];
            double[] actual = LanewiseActivation<Lanes512<double>, double>.Apply(activation, extremes);
            double[] limits = LanewiseActivation<Lanes512<double>, double>.Apply(activation, [double.NegativeInfinity, double.PositiveInfinity]);
            for (int i = 0; i < 2; i++)
            {
                bool overflows = i == 1 && activation is Activation.Exponential or Activation.Selu;
                double expected = double.IsInfinity(limits[i]) && !(i == 1 && overflows)
                    ? (activation == Activation.LeakyRelu && i == 0 ? 0.2 : 1) * extremes[i]
                    : limits[i];
                Assert.True(Math.Abs(actual[i] - expected) <= 1e-300 || actual[i] == expected, $"{activation}({extremes[i]:R}) = {actual[i]:R}");
            }
        }
    }

    /// <summary>
    /// The bound where the result is normal. Two exceptions: approximate GELU's exponent is a rounded polynomial, so its
    /// error grows with the exponent; and products with a sigmoid that is subnormal itself are as coarse as that is.
    /// </summary>
    private static double Allowed(Activation activation, double bound, double x, double exact, double smallest, double smallestNormal)
    {
        if (activation == Activation.GeluApproximate && x < 0)
        {
            bound += 2.5 * (1.6 * -x - 0.0714 * x * x * x);
        }

        double unit = Math.Abs(exact) < smallestNormal ? smallest : Math.Abs(exact) * (smallest / smallestNormal);
        bool subnormalFactor = x < 0 && Math.Abs(exact / x) < smallestNormal;
        return activation is Activation.Silu or Activation.Mish or Activation.GeluApproximate && subnormalFactor
            ? bound + 2 * bound * (1 + Math.Abs(x)) * smallest / unit
            : bound;
    }

    /// <summary>Every exponent and both signs by their bits, and the range that matters evenly.</summary>
    private static float[] Sweep()
    {
        List<float> values = [];
        for (long bits = 0; bits < 1L << 32; bits += 130_003)
        {
            values.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        }

        for (int i = -15_000; i <= 15_000; i++)
        {
            values.Add(i * 0.00731f);
            values.Add(i * 0.000211f);
        }

        values.AddRange([0f, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 0.5f, -0.5f, 1, -1, 3, -3, 6, -104, 89]);
        values.RemoveAll(float.IsNaN);
        return [.. values];
    }

    private static (double[] Inputs, double[] Exact) Golden(Activation activation, [CallerFilePath] string source = "")
    {
        string[] lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(source)!, "golden-activations.tsv"));
        int column = Array.IndexOf(lines[0].Split('\t'), activation.ToString());
        string[][] rows = [.. lines.Skip(1).Select(line => line.Split('\t'))];
        return ([.. rows.Select(row => Parse(row[0]))], [.. rows.Select(row => Parse(row[column]))]);

        static double Parse(string bits) => BitConverter.Int64BitsToDouble(long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
