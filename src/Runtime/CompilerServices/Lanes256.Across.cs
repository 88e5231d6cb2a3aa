using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Reductions across the lanes.</content>
public readonly partial struct Lanes256<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumAcross(Lanes256<T> value) => AcrossRegister.Sum(SumHalves(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SumsAcross(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c, Lanes256<T> d) =>
        new(AcrossRegister.Sums(SumHalves(a), SumHalves(b), SumHalves(c), SumHalves(d)), Vector256<T>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaximumAcross(Lanes256<T> value) => AcrossRegister.Maximum(MaximumOfHalves(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MaximaAcross(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c, Lanes256<T> d) =>
        new(AcrossRegister.Maxima(MaximumOfHalves(a), MaximumOfHalves(b), MaximumOfHalves(c), MaximumOfHalves(d)), Vector256<T>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> JoinFours(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c, Lanes256<T> d) => typeof(T) == typeof(double)
        ? new(a._lower, b._lower)
        : new(a._lower.WithUpper(b._lower.GetLower()), c._lower.WithUpper(d._lower.GetLower()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> SumHalves(Lanes256<T> value)
    {
        Vector256<T> half = value._lower + value._upper;
        return half.GetLower() + half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> MaximumOfHalves(Lanes256<T> value)
    {
        Vector256<T> half = Vector256.Max(value._lower, value._upper);
        return Vector128.Max(half.GetLower(), half.GetUpper());
    }
}
