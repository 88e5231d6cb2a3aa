using ShapeGen.Runtime.Tests.Vectors;

namespace ShapeGen.SelfCheck.Reference;

/// <summary>A function of each element.</summary>
internal sealed record ReferenceElementwise(Activation Function) : IReferenceLayer
{
    /// <summary>What an approximation may be off by, in units of the last place (2u).</summary>
    private const double Units = 4;

    /// <summary>In double the reference's own erfc keeps 44 bits, and its other functions a few units less than all.</summary>
    private const double UnitsInDouble = 32;

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        var output = new ReferenceTensor(input.Shape);
        for (int i = 0; i < input.Length; i++)
        {
            double x = input.Values[i];
            double y = ActivationReference.Of(Function, x);
            double error = input.Bounds[i] + Math.Abs(input.Tails[i]);
            output.Values[i] = y;
            output.Bounds[i] = double.IsFinite(y) ? Approximation(x, y, context.Rounding) + Carried(x, y, error) : 0;
        }

        return output;
    }

    /// <summary>The error of computing the function of an exact x.</summary>
    private double Approximation(double x, double y, Rounding rounding)
    {
        if (Function is Activation.Relu or Activation.Relu6 or Activation.HardTanh or Activation.HardShrink)
        {
            return 0;
        }

        double unit = 2 * rounding.Unit;
        double relative = rounding.NeedsCompensation ? UnitsInDouble : Units;
        if (rounding.NeedsCompensation && Function == Activation.Gelu)
        {
            relative = 1 << 12;
        }

        // e^2u has the relative error of 2u times 2u itself; with 2u = 1.6·x + 0.07·x³ that is all of it.
        if (Function == Activation.GeluApproximate && x < 0)
        {
            relative += 2 * Math.Min(1000, Math.Abs((1.6 * x) + (0.0714 * x * x * x)));
        }

        // x − tanh(x): above 1 the error of tanh stays, while the difference is smaller.
        double scale = Function == Activation.TanhShrink && Math.Abs(x) >= 1 ? Math.Max(1, Math.Abs(y)) : Math.Abs(y);
        // Below the normal range the factor of x is rounded to a multiple of the smallest subnormal number before x multiplies it.
        double factor = Function is Activation.Silu or Activation.Mish or Activation.Gelu or Activation.GeluApproximate ? Math.Abs(x) : 1;
        return (relative * unit * scale) + (2 * rounding.Smallest * Math.Max(1, factor));
    }

    /// <summary>How far an error of x moves y: no slope is above these.</summary>
    private double Carried(double x, double y, double error) => error == 0 ? 0 : Function switch
    {
        Activation.Exponential => y * (Math.Exp(error) - 1) * 1.001,
        Activation.HardShrink => error + (Math.Abs(Math.Abs(x) - 0.5) <= error ? 0.5 : 0),
        Activation.Selu => 1.7581 * error,
        Activation.HardSilu => 1.5 * error,
        Activation.Gelu or Activation.GeluApproximate => 1.13 * error,
        Activation.Silu or Activation.Mish => 1.1 * error,
        _ => error,
    };
}
