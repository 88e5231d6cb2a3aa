namespace ShapeGen.SelfCheck.Reference;

/// <summary>What the rounding of a model's arithmetic may add, by element type.</summary>
/// <remarks>
/// The error of a sum of n products is at most γ_n · Σ|x·w| with γ_n = n·u / (1 − n·u) in any order, with or without
/// fused multiply-add: N. Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1. Below the normal
/// range the relative bound ends, and each product may lose half of the smallest subnormal number besides.
/// </remarks>
internal sealed class Rounding
{
    private Rounding(double unit, double smallest, double largest, bool isHalf)
    {
        Unit = unit;
        Smallest = smallest;
        Largest = isHalf ? 65504 : largest;
        ComputesAbove = largest;
        IsHalf = isHalf;
    }

    /// <summary>u: half the distance from 1 to the next number of the type that is computed in.</summary>
    public double Unit { get; }

    /// <summary>The smallest subnormal number of the type that is computed in.</summary>
    public double Smallest { get; }

    /// <summary>The largest finite number of the type that is stored.</summary>
    public double Largest { get; }

    /// <summary>The largest finite number of the type that is computed in.</summary>
    public double ComputesAbove { get; }

    /// <summary>Results are rounded to Half once more.</summary>
    public bool IsHalf { get; }

    /// <summary>Whether double sums would be no better than what they judge.</summary>
    public bool NeedsCompensation => Unit < 1e-10;

    public static Rounding Of(Type type) =>
        type == typeof(float) ? new Rounding(Math.ScaleB(1, -24), float.Epsilon, float.MaxValue, isHalf: false)
        : type == typeof(double) ? new Rounding(Math.ScaleB(1, -53), double.Epsilon, double.MaxValue, isHalf: false)
        : type == typeof(Half) ? new Rounding(Math.ScaleB(1, -24), float.Epsilon, float.MaxValue, isHalf: true)
        : throw new NotSupportedException($"{type} is no element type.");

    /// <summary>γ_n.</summary>
    public double Gamma(int n) => n * Unit / (1 - (n * Unit));

    /// <summary>What rounding a value to Half may add: half a unit in its last place, or half the smallest subnormal number.</summary>
    public double OfStore(double value) => IsHalf ? Math.Max(Math.ScaleB(Math.Abs(value), -11), Math.ScaleB(1, -25)) : 0;
}
