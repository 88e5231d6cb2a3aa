namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>
/// The activations in scalar double precision, by other formulas than the vectors': the reference for float lanes.
/// </summary>
internal static class ActivationReference
{
    public static double Of(Activation activation, double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        return activation switch
        {
            Activation.Relu => Math.Max(x, 0),
            Activation.Relu6 => Math.Clamp(x, 0, 6),
            Activation.LeakyRelu => x >= 0 ? x : 0.2 * x,
            Activation.Elu or Activation.Celu => x > 0 ? x : ExpMinusOne(x),
            Activation.Selu => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * ExpMinusOne(x)),
            Activation.Gelu => x < -40 ? 0 : x > 40 ? x : x * 0.5 * ComplementaryErrorFunction(-x / Math.Sqrt(2)),
            Activation.GeluApproximate => x < -40 ? 0 : x > 40 ? x : x * Sigmoid(2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)),
            Activation.Silu => x < -800 ? 0 : x * Sigmoid(x),
            Activation.Mish => x < -800 ? 0 : x > 40 ? x : x * Math.Tanh(Softplus(x)),
            Activation.Sigmoid => Sigmoid(x),
            Activation.HardSigmoid => Math.Clamp((x + 3) / 6, 0, 1),
            Activation.HardSilu => x < -3 ? 0 : x > 3 ? x : x * ((x + 3) / 6),
            Activation.HardTanh => Math.Clamp(x, -1, 1),
            Activation.Tanh => Math.Tanh(x),
            Activation.TanhShrink => TanhShrink(x),
            Activation.SoftShrink => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0,
            Activation.HardShrink => Math.Abs(x) > 0.5 ? x : 0,
            Activation.Softplus => Softplus(x),
            Activation.Softsign => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x)),
            Activation.Squareplus => x > 0 ? (x + Math.Sqrt(x * x + 4)) / 2 : 2 / (Math.Sqrt(x * x + 4) - x),
            Activation.SparsePlus => x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4,
            Activation.SparseSigmoid => Math.Clamp((x + 1) / 2, 0, 1),
            Activation.Exponential => Math.Exp(x),
            Activation.LogSigmoid => -Softplus(-x),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not element by element."),
        };
    }

    /// <summary>By e^x for negative x, where e^−x would overflow long before the result vanishes.</summary>
    private static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) =>
        x > 0 ? x + LogOnePlus(Math.Exp(-x)) : LogOnePlus(Math.Exp(x));

    /// <summary>W. Kahan's log1p: the error of 1 + x cancels out of the quotient.</summary>
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>sinh(x/2)·2·e^(x/2), with Taylor's series where Math.Sinh might cancel.</summary>
    private static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > 0.5)
        {
            return Math.Exp(x) - 1;
        }

        double sum = 0;
        for (int n = 20; n >= 1; n--)
        {
            sum = (1 + sum) * x / n;
        }

        return sum;
    }

    /// <summary>tanh(x) from the continued fraction x / (1 + x² / (3 + x² / (5 + …))), less its first term.</summary>
    private static double TanhShrink(double x)
    {
        if (Math.Abs(x) > 2)
        {
            return x - Math.Tanh(x);
        }

        double square = x * x;
        double fraction = 0;
        for (int n = 41; n >= 3; n -= 2)
        {
            fraction = square / (n + fraction);
        }

        return x * fraction / (1 + fraction);
    }

    /// <summary>
    /// erfc(x): 1 − erf by the series with positive terms up to 2 (there erfc keeps 44 bits), the continued fraction of
    /// Abramowitz and Stegun 7.1.14 above.
    /// </summary>
    private static double ComplementaryErrorFunction(double x)
    {
        if (x < 0)
        {
            return 2 - ComplementaryErrorFunction(-x);
        }

        if (x > 2)
        {
            double fraction = 0;
            for (int n = 200; n >= 1; n--)
            {
                fraction = n / 2.0 / (x + fraction);
            }

            return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
        }

        double term = x;
        double sum = x;
        for (int n = 1; n < 80; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 1 - 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
