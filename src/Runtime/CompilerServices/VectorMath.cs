using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Elementary functions on blocks, built on <see cref="IVector{TSelf, T}"/> alone: every width gives the same bits, and
/// the bits do not depend on a C library, but for those of <see cref="NativeMath"/> on WebAssembly. NaN gives NaN.
/// </summary>
/// <remarks>
/// Arguments are reduced in two steps (Cody and Waite): the high part of ln 2 is so short that its product with the
/// integer is exact, with FMA or without.
/// </remarks>
internal static class VectorMath
{
    private const double Log2OfE = 1.4426950408889634;

    // 355/512, and ln 2 cut after 33 bits.
    private const double Ln2HighFloat = 0.693359375;
    private const double Ln2LowFloat = -2.1219444005469058e-4;
    private const double Ln2HighDouble = 0.69314718036912382;
    private const double Ln2LowDouble = 1.9082149292705877e-10;

    /// <summary>e^x</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The result is infinite from here on.
        V highest = V.Constant(typeof(T) == typeof(float) ? 89 : 710);
        return ExpToOne<V, T>(V.AtMost(x, highest));
    }

    /// <summary>e^x for x ≤ 0 (and while the result is finite)</summary>
    /// <remarks>
    /// Where the result is zero it comes of 0·2^0, not of 2^−75·2^−75: underflow costs a hundred cycles on some
    /// processors, and the lanes after the end of a row, −∞, would meet it every time.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpToOne<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (NativeMath.IsUsed<T>())
        {
            return NativeMath.Exp(x);
        }

        V isZero = V.LessThan(x, V.Constant(typeof(T) == typeof(float) ? -104 : -746));
        x = V.Select(isZero, V.Zero, x);
        V n = NearestMultiple<V, T>(x);
        V exponential = V.Constant(1) + ExpMinusOneReduced<V, T>(Reduce<V, T>(x, n));
        return V.ScaleByPowerOfTwo(V.Select(isZero, V.Zero, exponential), n);
    }

    /// <summary>2^x for x ≤ 0; 0 below 2^−125, or 2^−1021</summary>
    /// <remarks>
    /// The remainder of x after its nearest integer is exact. Comparisons take long on some processors, so what comes out zero is computed
    /// like the rest and replaced at the end; its exponent is kept where nothing underflows.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V PowerOfTwoToOne<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V lowest = V.Constant(typeof(T) == typeof(float) ? -125 : -1021);
        V isZero = V.LessThan(x, lowest);

        // Sums this large are rounded to integers. Additions have units of their own, which polynomials leave idle.
        V shift = V.Constant(1.5 * Lane<T>.IntegerThreshold);
        V n = x + shift - shift;
        V power = Approximations.PowerOfTwo<V, T>(x - n);
        return V.Select(isZero, V.Zero, V.ScaleByPowerOfTwo(power, V.MaximumOfNumbers(n, lowest)));
    }

    /// <summary>e^x − 1 for x ≤ 0</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpMinusOne<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x = NotBelowMinusOne<V, T>(x);
        V n = NearestMultiple<V, T>(x);
        V power = V.ScaleByPowerOfTwo(V.Constant(1), n);
        return V.MultiplyAdd(power, ExpMinusOneReduced<V, T>(Reduce<V, T>(x, n)), power - V.Constant(1));
    }

    /// <summary>
    /// tanh(x): with t = e^(−2|x|) − 1 it is −t / (2 + t) near 0 and 1 − 2(1 + t) / (2 + t) where that is the more
    /// accurate, and has the sign of x
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (NativeMath.IsUsed<T>())
        {
            return NativeMath.Tanh(x);
        }

        V t = ExpMinusTwiceMagnitudeMinusOne<V, T>(x, out V magnitude, out V exponential);
        V nearZero = V.LessThan(magnitude, V.Constant(0.55));
        V quotient = V.Select(nearZero, -t, exponential + exponential) / (V.Constant(2) + t);
        return V.CopySign(V.Select(nearZero, quotient, V.Constant(1) - quotient), x);
    }

    /// <summary>1 / (1 + e^−x), for negative x as e^x / (1 + e^x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (NativeMath.IsUsed<T>())
        {
            return NativeMath.Sigmoid(x);
        }

        V z = ExpMinusMagnitude<V, T>(x);
        return V.Select(V.LessThan(x, V.Zero), z, V.Constant(1)) / (V.Constant(1) + z);
    }

    /// <summary>sigmoid(gate) · tanh(x) in one division: each is a fraction whose parts are known before it</summary>
    /// <remarks>tanh is −t / (2 + t) everywhere, with <see cref="Tanh"/>'s t, which costs a rounding where that is near 1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SigmoidTimesTanh<V, T>(V gate, V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (NativeMath.IsUsed<T>())
        {
            return NativeMath.Sigmoid(gate) * NativeMath.Tanh(x);
        }

        V z = ExpMinusMagnitude<V, T>(gate);
        V t = ExpMinusTwiceMagnitudeMinusOne<V, T>(x, out _, out _);
        V numerator = V.Select(V.LessThan(gate, V.Zero), z, V.Constant(1)) * -t;
        return V.CopySign(numerator / ((V.Constant(1) + z) * (V.Constant(2) + t)), x);
    }

    /// <summary>sigmoid(gate) · old + (1 − sigmoid(gate)) · tanh(x) in one division, for |old| ≤ 1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V MixWithTanh<V, T>(V gate, V old, V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (NativeMath.IsUsed<T>())
        {
            V kept = NativeMath.Sigmoid(gate);
            return V.MultiplyAdd(kept, old, (V.Constant(1) - kept) * NativeMath.Tanh(x));
        }

        V z = ExpMinusMagnitude<V, T>(gate);
        V t = ExpMinusTwiceMagnitudeMinusOne<V, T>(x, out _, out _);
        V isNegative = V.LessThan(gate, V.Zero);
        V ofOld = V.Select(isNegative, z, V.Constant(1)) * old;
        V ofNew = V.Select(isNegative, V.Constant(1), z) * V.CopySign(t, x);
        V denominator = V.Constant(2) + t;
        return V.MultiplyAdd(ofOld, denominator, ofNew) / ((V.Constant(1) + z) * denominator);
    }

    /// <summary>e^−|x|; zero where it rounds to it</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpMinusMagnitude<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V argument = V.AtLeast(-V.Abs(x), V.Constant(typeof(T) == typeof(float) ? -104 : -746));
        V n = NearestMultiple<V, T>(argument);
        return V.ScaleByPowerOfTwo(V.Constant(1) + ExpMinusOneReduced<V, T>(Reduce<V, T>(argument, n)), n);
    }

    /// <summary>e^−2m − 1 and e^−2m for m = |x|, but no larger than where tanh rounds to 1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpMinusTwiceMagnitudeMinusOne<V, T>(V x, out V magnitude, out V exponential)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        magnitude = V.AtMost(V.Abs(x), V.Constant(typeof(T) == typeof(float) ? 10 : 20));
        V n = V.Round(magnitude * V.Constant(-2 * Log2OfE));
        V power = V.ScaleByPowerOfTwo(V.Constant(1), n);
        V reduced = ExpMinusOneReduced<V, T>(Reduce<V, T>(V.Constant(-2) * magnitude, n));
        exponential = V.MultiplyAdd(power, reduced, power);
        return V.MultiplyAdd(power, reduced, power - V.Constant(1));
    }

    /// <summary>
    /// log(1 + f) for 0 ≤ f ≤ 1, as 2·artanh(s) with s = f / (2 + f) in the form f − (f²/2 − s·(f²/2 + …)) that keeps
    /// the error of s out of the leading term (as in FDLIBM's e_log.c).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOnePlus<V, T>(V f)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V half = V.Constant(0.5) * f * f;
        return f - (half - LogTail<V, T>(f, half));
    }

    /// <summary>log(x) for positive finite normal x; NaN stays</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V n = V.Exponent(x);
        V m = V.Significand(x);
        V aboveRootOfTwo = V.LessThan(V.Constant(1.4142135623730951), m);
        n += V.Select(aboveRootOfTwo, V.Constant(1), V.Zero);
        V f = V.Select(aboveRootOfTwo, V.Constant(0.5) * m, m) - V.Constant(1);
        V half = V.Constant(0.5) * f * f;
        V low = V.MultiplyAdd(n, V.Constant(Ln2Low<T>()), LogTail<V, T>(f, half));
        V log = V.MultiplyAdd(n, V.Constant(Ln2High<T>()), f - (half - low));
        return V.Select(V.LessThanOrEqual(x, x), log, x);
    }

    /// <summary>
    /// a·Φ(−a) for a ≥ 0 with the normal distribution Φ, accurate relative to itself as far as the smallest subnormal.
    /// </summary>
    /// <remarks>
    /// Φ(−a) = e^(−a²/2)·P(a)/Q(a). An error in a²/2 would come out multiplied by a², so a is split at a multiple of 1/64,
    /// whose square is exact, and a remainder (Cody, 1969).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TimesNormalTail<V, T>(V a)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The result is zero from here on, by rounding.
        a = V.AtMost(a, V.Constant(typeof(T) == typeof(float) ? 15 : 39));

        // Sums this large are rounded to multiples of 1/64.
        V shift = V.Constant(1.5 / 64 * Lane<T>.IntegerThreshold);
        V coarse = a + shift - shift;
        V high = V.Constant(-0.5) * coarse * coarse;
        V low = V.Constant(-0.5) * (a - coarse) * (a + coarse);
        V n = NearestMultiple<V, T>(high + low);
        V exponential = V.Constant(1) + ExpMinusOneReduced<V, T>(Reduce<V, T>(high, n) + low);
        V numerator = a * exponential * Approximations.NormalTailNumerator<V, T>(a);
        return V.ScaleByPowerOfTwo(numerator / Approximations.NormalTailDenominator<V, T>(a), n);
    }

    /// <summary>x, but no less than where e^x − 1 rounds to −1; NaN stays</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NotBelowMinusOne<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return V.AtLeast(x, V.Constant(typeof(T) == typeof(float) ? -20 : -40));
    }

    /// <summary>The n for which n·ln 2 is nearest to x</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NearestMultiple<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Round(x * V.Constant(Log2OfE));

    /// <summary>x − n·ln 2</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<V, T>(V x, V n)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.MultiplyAdd(n, V.Constant(-Ln2Low<T>()), V.MultiplyAdd(n, V.Constant(-Ln2High<T>()), x));

    /// <summary>e^r − 1 for |r| ≤ ln 2 / 2</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpMinusOneReduced<V, T>(V r)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.MultiplyAdd(r * r, Approximations.ExponentialRemainder<V, T>(r), r);

    /// <summary>What log(1 + f) − f + f²/2 comes to: s·(f²/2 + s²·…)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogTail<V, T>(V f, V half)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V s = f / (V.Constant(2) + f);
        V s2 = s * s;
        return s * V.MultiplyAdd(s2, Approximations.LogarithmRemainder<V, T>(s2), half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Ln2High<T>() => typeof(T) == typeof(float) ? Ln2HighFloat : Ln2HighDouble;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Ln2Low<T>() => typeof(T) == typeof(float) ? Ln2LowFloat : Ln2LowDouble;
}
