using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>
/// The maximum of two registers that hold no NaN, in fewer instructions than the one that lets NaN through; lanes where
/// either is NaN hold anything. +0 is greater than −0, as in IEEE 754-2019, but where only plain <c>max</c> exists: that
/// takes the second of two zeros, so a maximum of −0 is in doubt.
/// </summary>
internal static class RegisterMaximum<T>
    where T : unmanaged
{
    /// <summary>Maximum with the sign of the result taken from the comparison, in the immediate of <c>vrange</c>.</summary>
    private const byte Larger = 0b0101;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of(Vector512<T> left, Vector512<T> right) =>
        !Avx512DQ.IsSupported ? Vector512.Max(left, right)
        : typeof(T) == typeof(float) ? Avx512DQ.Range(left.AsSingle(), right.AsSingle(), Larger).As<float, T>()
        : Avx512DQ.Range(left.AsDouble(), right.AsDouble(), Larger).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Of(Vector256<T> left, Vector256<T> right)
    {
        if (Avx512DQ.VL.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx512DQ.VL.Range(left.AsSingle(), right.AsSingle(), Larger).As<float, T>()
                : Avx512DQ.VL.Range(left.AsDouble(), right.AsDouble(), Larger).As<double, T>();
        }

        if (!Avx.IsSupported)
        {
            return Vector256.Max(left, right);
        }

        return typeof(T) == typeof(float)
            ? Avx.Max(left.AsSingle(), right.AsSingle()).As<float, T>()
            : Avx.Max(left.AsDouble(), right.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Of(Vector128<T> left, Vector128<T> right)
    {
        if (!Sse2.IsSupported)
        {
            return Vector128.Max(left, right);
        }

        return typeof(T) == typeof(float)
            ? Sse.Max(left.AsSingle(), right.AsSingle()).As<float, T>()
            : Sse2.Max(left.AsDouble(), right.AsDouble()).As<double, T>();
    }

    /// <summary>Turns lanes of the witness to NaN where the maximum is a −0 that <see cref="Of(Vector256{T}, Vector256{T})"/> may have preferred to +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Doubt(Vector256<T> witness, Vector256<T> maximum)
    {
        if (Avx512DQ.VL.IsSupported || !Avx.IsSupported)
        {
            return witness;
        }

        return typeof(T) == typeof(float)
            ? witness | Vector256.Equals(maximum.AsInt32(), Vector256.Create(int.MinValue)).As<int, T>()
            : witness | Vector256.Equals(maximum.AsInt64(), Vector256.Create(long.MinValue)).As<long, T>();
    }

    /// <inheritdoc cref="Doubt(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Doubt(Vector128<T> witness, Vector128<T> maximum)
    {
        if (!Sse2.IsSupported)
        {
            return witness;
        }

        return typeof(T) == typeof(float)
            ? witness | Vector128.Equals(maximum.AsInt32(), Vector128.Create(int.MinValue)).As<int, T>()
            : witness | Vector128.Equals(maximum.AsInt64(), Vector128.Create(long.MinValue)).As<long, T>();
    }

    /// <summary>The larger of a value and a bound; x86 takes the second operand where one is NaN or both are zeros, which is the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AtLeast(Vector512<T> value, Vector512<T> bound) =>
        !Avx512F.IsSupported ? Vector512.ConditionalSelect(Vector512.LessThan(value, bound), bound, value)
        : typeof(T) == typeof(float) ? Avx512F.Max(bound.AsSingle(), value.AsSingle()).As<float, T>()
        : Avx512F.Max(bound.AsDouble(), value.AsDouble()).As<double, T>();

    /// <summary>The smaller of a value and a bound; x86 takes the second operand where one is NaN or both are zeros, which is the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AtMost(Vector512<T> value, Vector512<T> bound) =>
        !Avx512F.IsSupported ? Vector512.ConditionalSelect(Vector512.GreaterThan(value, bound), bound, value)
        : typeof(T) == typeof(float) ? Avx512F.Min(bound.AsSingle(), value.AsSingle()).As<float, T>()
        : Avx512F.Min(bound.AsDouble(), value.AsDouble()).As<double, T>();

    /// <summary>The larger of a value and a bound; x86 takes the second operand where one is NaN or both are zeros, which is the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AtLeast(Vector256<T> value, Vector256<T> bound) =>
        !Avx.IsSupported ? Vector256.ConditionalSelect(Vector256.LessThan(value, bound), bound, value)
        : typeof(T) == typeof(float) ? Avx.Max(bound.AsSingle(), value.AsSingle()).As<float, T>()
        : Avx.Max(bound.AsDouble(), value.AsDouble()).As<double, T>();

    /// <summary>The smaller of a value and a bound; x86 takes the second operand where one is NaN or both are zeros, which is the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AtMost(Vector256<T> value, Vector256<T> bound) =>
        !Avx.IsSupported ? Vector256.ConditionalSelect(Vector256.GreaterThan(value, bound), bound, value)
        : typeof(T) == typeof(float) ? Avx.Min(bound.AsSingle(), value.AsSingle()).As<float, T>()
        : Avx.Min(bound.AsDouble(), value.AsDouble()).As<double, T>();

    /// <summary>The larger of a value and a bound; x86 takes the second operand where one is NaN or both are zeros, which is the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AtLeast(Vector128<T> value, Vector128<T> bound) =>
        !Sse2.IsSupported ? Vector128.ConditionalSelect(Vector128.LessThan(value, bound), bound, value)
        : typeof(T) == typeof(float) ? Sse.Max(bound.AsSingle(), value.AsSingle()).As<float, T>()
        : Sse2.Max(bound.AsDouble(), value.AsDouble()).As<double, T>();

    /// <summary>The smaller of a value and a bound; x86 takes the second operand where one is NaN or both are zeros, which is the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AtMost(Vector128<T> value, Vector128<T> bound) =>
        !Sse2.IsSupported ? Vector128.ConditionalSelect(Vector128.GreaterThan(value, bound), bound, value)
        : typeof(T) == typeof(float) ? Sse.Min(bound.AsSingle(), value.AsSingle()).As<float, T>()
        : Sse2.Min(bound.AsDouble(), value.AsDouble()).As<double, T>();
}
