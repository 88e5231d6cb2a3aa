using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <content>Reductions across the lanes.</content>
public readonly partial struct Lanes512<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumAcross(Lanes512<T> value) => AcrossRegister.Sum(SumHalves(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SumsAcross(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c, Lanes512<T> d) => Avx512F.IsSupported && typeof(T) == typeof(float)
        ? new(AcrossRegister.Sums(a._all.AsSingle(), b._all.AsSingle(), c._all.AsSingle(), d._all.AsSingle()).As<float, T>())
        : new(AcrossRegister.Sums(SumHalves(a), SumHalves(b), SumHalves(c), SumHalves(d)).ToVector512());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaximumAcross(Lanes512<T> value) => AcrossRegister.Maximum(MaximumOfHalves(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MaximaAcross(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c, Lanes512<T> d) => Avx512F.IsSupported && typeof(T) == typeof(float)
        ? new(AcrossRegister.Maxima(a._all.AsSingle(), b._all.AsSingle(), c._all.AsSingle(), d._all.AsSingle()).As<float, T>())
        : new(AcrossRegister.Maxima(MaximumOfHalves(a), MaximumOfHalves(b), MaximumOfHalves(c), MaximumOfHalves(d)).ToVector512());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> JoinFours(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c, Lanes512<T> d) => typeof(T) == typeof(double)
        ? new(a._all.WithUpper(b._all.GetLower()))
        : new(Vector512.Create(
            a._all.GetLower().WithUpper(b._all.GetLower().GetLower()),
            c._all.GetLower().WithUpper(d._all.GetLower().GetLower())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> SumHalves(Lanes512<T> value)
    {
        Vector256<T> half = value._all.GetLower() + value._all.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> MaximumOfHalves(Lanes512<T> value)
    {
        Vector256<T> half = Vector256.Max(value._all.GetLower(), value._all.GetUpper());
        return Vector128.Max(half.GetLower(), half.GetUpper());
    }
}
