namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>Errors in units in the last place of the exact result.</summary>
internal static class Accuracy
{
    /// <summary>
    /// |actual − exact| in ulps of float at exact. A result that overflows float may be the largest float or infinite, as
    /// rounding decides; any other infinity or NaN that is not wanted is an infinite error.
    /// </summary>
    public static double UlpsOfFloat(double exact, float actual)
    {
        if (double.IsNaN(exact) || float.IsNaN(actual))
        {
            return double.IsNaN(exact) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (float.IsInfinity((float)exact) || float.IsInfinity(actual))
        {
            return (float)exact == actual || Math.Abs(actual) == float.MaxValue ? 0 : double.PositiveInfinity;
        }

        double unit = Math.Abs(exact) < 1.1754943508222875e-38 ? float.Epsilon : Math.ScaleB(1, Math.ILogB(exact) - 23);
        return Math.Abs(exact - actual) / unit;
    }

    /// <summary>|actual − exact| in ulps of double, where exact is correctly rounded, so half an ulp less than the true error.</summary>
    public static double UlpsOfDouble(double exact, double actual)
    {
        if (!double.IsFinite(exact) || !double.IsFinite(actual))
        {
            return exact.Equals(actual) ? 0 : double.PositiveInfinity;
        }

        return Math.Abs(exact - actual) / (Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact));
    }
}
