using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// The polynomials and rational functions behind <see cref="VectorMath"/>, of lower degree for <see cref="float"/>.
/// </summary>
/// <remarks>
/// Coefficients are own fits, computed with 60 to 70 decimal digits: the polynomials by Remez' exchange algorithm on the
/// interval and for the error that each method states, the rational function by weighted linear least squares that are
/// repeated with the previous denominator (Sanathanan and Koerner, 1963) at Chebyshev nodes of (a − 3) / (a + 3).
/// The stated error is that of the fit with unrounded coefficients; <c>eng/fit-coefficients.py</c> repeats the fits.
/// </remarks>
internal static class Approximations
{
    /// <summary>
    /// (e^r − 1 − r) / r² for |r| ≤ ln 2 / 2; e^r is off by 3.1e-9 (float) or 3.7e-18 (double) of itself. Evaluated in
    /// pairs (Estrin's scheme), because a softmax of a few classes waits for its result.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExponentialRemainder<V, T>(V r)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V r2 = r * r;
        if (typeof(T) == typeof(float))
        {
            V low = V.MultiplyAdd(V.Constant(0.166665201107631587), r, V.Constant(0.499999934141032566));
            V middle = V.MultiplyAdd(V.Constant(0.00836878025998261849), r, V.Constant(0.041668393740172085));
            return V.MultiplyAdd(V.MultiplyAdd(V.Constant(0.00138144960113478151), r2, middle), r2, low);
        }
        else
        {
            V low = V.MultiplyAdd(V.Constant(0.166666666666664104), r, V.Constant(0.500000000000001072));
            V second = V.MultiplyAdd(V.Constant(0.00833333333349555941), r, V.Constant(0.0416666666665291851));
            V third = V.MultiplyAdd(V.Constant(0.00019841269504878626), r, V.Constant(0.00138888889439236258));
            V fourth = V.MultiplyAdd(V.Constant(2.75575872569578469e-6), r, V.Constant(0.000024801492761707251));
            V high = V.MultiplyAdd(V.Constant(2.49999887753109573e-8), r, V.Constant(2.76303790399244653e-7));
            V r4 = r2 * r2;
            V upper = V.MultiplyAdd(high, r4, V.MultiplyAdd(fourth, r2, third));
            return V.MultiplyAdd(upper, r4, V.MultiplyAdd(second, r2, low));
        }
    }

    /// <summary>
    /// 2^x for |x| ≤ 1/2: 1 + r + r² · <see cref="ExponentialRemainder"/> of r = x·ln 2, its coefficients multiplied by powers of ln 2, and
    /// off by as much.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V PowerOfTwo<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V x2 = x * x;
        V low = V.MultiplyAdd(V.Constant(0.693147180559945309), x, V.Constant(1));
        V second = V.MultiplyAdd(V.Constant(typeof(T) == typeof(float) ? 0.0555036205975339533 : 0.0555041086648207265), x, V.Constant(typeof(T) == typeof(float) ? 0.240226475316961315 : 0.240226506959101227));
        V third = V.MultiplyAdd(V.Constant(typeof(T) == typeof(float) ? 0.00133902741853392947 : 0.00133335581466880095), x, V.Constant(typeof(T) == typeof(float) ? 0.00961852777681136063 : 0.00961812910759674159));
        if (typeof(T) == typeof(float))
        {
            V upper = V.MultiplyAdd(V.Constant(0.000153210246609632466), x2, third);
            return V.MultiplyAdd(V.MultiplyAdd(upper, x2, second), x2, low);
        }
        else
        {
            V fourth = V.MultiplyAdd(V.Constant(0.000015252733545463203), x, V.Constant(0.000154035304544181154));
            V fifth = V.MultiplyAdd(V.Constant(1.01781850051768484e-7), x, V.Constant(1.32154364147179e-6));
            V sixth = V.MultiplyAdd(V.Constant(4.43628956042559313e-10), x, V.Constant(7.07361556439916427e-9));
            V x4 = x2 * x2;
            V upper = V.MultiplyAdd(sixth, x4, V.MultiplyAdd(fifth, x2, fourth));
            return V.MultiplyAdd(V.MultiplyAdd(upper, x4, V.MultiplyAdd(third, x2, second)), x2, low);
        }
    }

    /// <summary>
    /// (2·artanh(s) − 2·s) / s³ as a function of s² for s² ≤ 1/9; 2·artanh(s) is off by 4.6e-9 (float) or 1.4e-18
    /// (double) of itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogarithmRemainder<V, T>(V s2)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(0.280244191486755017);
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.279991559762000839));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.40021697517869303));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.6666641317609949));
        }
        else
        {
            sum = V.Constant(0.170185271864962208);
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.0834013084393382126));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.121060785816264754));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.133009747094027787));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.153865598224445099));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.18181743930577497));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.222222239695356413));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.285714285478577887));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.400000000001572037));
            sum = V.MultiplyAdd(sum, s2, V.Constant(0.666666666666663039));
        }

        return sum;
    }

    /// <summary>
    /// (x − tanh(x)) / x³ as a function of x² for |x| ≤ 1; off by 1.5e-9 (float) or 4.1e-18 (double).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhRemainder<V, T>(V x2)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(-0.000144872462491664082);
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.00093080076138440385));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.00321687771590057964));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.00870474714683550501));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.0218319770672908657));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.0539638223130097815));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.133333132264644802));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.333333331832921557));
        }
        else
        {
            sum = V.Constant(-2.55213206232428392e-8);
            sum = V.MultiplyAdd(sum, x2, V.Constant(2.66058872795901885e-7));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-1.38848088920070173e-6));
            sum = V.MultiplyAdd(sum, x2, V.Constant(5.00644771337210221e-6));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.0000146309733289376673));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.0000384126069082158378));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.0000964779831959784034));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.000238964294562134964));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.000589981770073607281));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.00145582528977606438));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.00359212677830512105));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.0088632354152686422));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.0218694885298248576));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.0539682539680700993));
            sum = V.MultiplyAdd(sum, x2, V.Constant(-0.13333333333333122));
            sum = V.MultiplyAdd(sum, x2, V.Constant(0.333333333333333329));
        }

        return sum;
    }

    /// <summary>
    /// P(a) with P(a) / Q(a) = e^(a²/2)·Φ(−a) for 0 ≤ a ≤ 15 (float, off by 6.4e-9 of itself) or 39 (double,
    /// 9.3e-19). All coefficients are positive, so that nothing cancels.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalTailNumerator<V, T>(V a)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(0.004151862296071154722);
            sum = V.MultiplyAdd(sum, a, V.Constant(0.04087258503370924697));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.183944842832902405));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.4392522875822271015));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.5000000031192523649));
        }
        else
        {
            sum = V.Constant(2.240496867210193377e-7);
            sum = V.MultiplyAdd(sum, a, V.Constant(6.972560833130459994e-6));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.0001065296472514912493));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.001039367990673183249));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.007120917351563378484));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.0356598382663765677));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.1320228547062406322));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.3572973764539182238));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.6795474865912138224));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.8278853603676719178));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.5000000000000000005));
        }

        return sum;
    }

    /// <summary>Q(a) to <see cref="NormalTailNumerator"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalTailDenominator<V, T>(V a)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(0.01040706365157759929);
            sum = V.MultiplyAdd(sum, a, V.Constant(0.1024584991362027353));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.4713442610599244378));
            sum = V.MultiplyAdd(sum, a, V.Constant(1.205450017133117352));
            sum = V.MultiplyAdd(sum, a, V.Constant(1.676389579010607749));
            sum = V.MultiplyAdd(sum, a, V.Constant(1.0));
        }
        else
        {
            sum = V.Constant(5.616092796569960117e-7);
            sum = V.MultiplyAdd(sum, a, V.Constant(0.00001747761813093944635));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.0002675918351635359742));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.002622786811503612106));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.01811539977300996055));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.0919563131172321293));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.3482532616757005354));
            sum = V.MultiplyAdd(sum, a, V.Constant(0.9799619639068681605));
            sum = V.MultiplyAdd(sum, a, V.Constant(2.001232714573439682));
            sum = V.MultiplyAdd(sum, a, V.Constant(2.816828639854165042));
            sum = V.MultiplyAdd(sum, a, V.Constant(2.453655281538209399));
            sum = V.MultiplyAdd(sum, a, V.Constant(1.0));
        }

        return sum;
    }
}
