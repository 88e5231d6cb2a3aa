using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ShapeGen.CompilerServices;

/// <content>Reductions across the lanes.</content>
public readonly partial struct Lanes128<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumAcross(Lanes128<T> value) => AcrossRegister.Sum(SumQuarters(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SumsAcross(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c, Lanes128<T> d)
    {
        if (PackedSimd.IsSupported && typeof(T) == typeof(float))
        {
            return new(
                AcrossRegister.SumsByShuffles(SumQuarters(a).AsSingle(), SumQuarters(b).AsSingle(), SumQuarters(c).AsSingle(), SumQuarters(d).AsSingle()).As<float, T>(),
                Vector128<T>.Zero,
                Vector128<T>.Zero,
                Vector128<T>.Zero);
        }

        return OfHalf(AcrossRegister.Sums(SumQuarters(a), SumQuarters(b), SumQuarters(c), SumQuarters(d)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaximumAcross(Lanes128<T> value) => AcrossRegister.Maximum(MaximumOfQuarters(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MaximaAcross(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c, Lanes128<T> d) =>
        OfHalf(AcrossRegister.Maxima(MaximumOfQuarters(a), MaximumOfQuarters(b), MaximumOfQuarters(c), MaximumOfQuarters(d)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> JoinFours(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c, Lanes128<T> d) => typeof(T) == typeof(double)
        ? new(a._first, a._second, b._first, b._second)
        : new(a._first, b._first, c._first, d._first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128<T> OfHalf(Vector256<T> half) =>
        new(half.GetLower(), half.GetUpper(), Vector128<T>.Zero, Vector128<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> SumQuarters(Lanes128<T> value) =>
        (value._first + value._third) + (value._second + value._fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> MaximumOfQuarters(Lanes128<T> value) =>
        Vector128.Max(Vector128.Max(value._first, value._third), Vector128.Max(value._second, value._fourth));
}
