using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>
/// The maximum of two registers that hold no NaN: +0 is greater than −0, as in IEEE 754-2019, in fewer instructions than
/// the maximum that lets NaN through. Lanes where either is NaN hold anything.
/// </summary>
internal static class RegisterMaximum<T>
    where T : unmanaged
{
    /// <summary>Maximum with the sign of the result taken from the comparison, in the immediate of <c>vrange</c>.</summary>
    private const byte Larger = 0b0101;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of(Vector512<T> left, Vector512<T> right)
    {
        if (!Avx512DQ.IsSupported)
        {
            return Vector512.Create(Of(left.GetLower(), right.GetLower()), Of(left.GetUpper(), right.GetUpper()));
        }

        return typeof(T) == typeof(float)
            ? Avx512DQ.Range(left.AsSingle(), right.AsSingle(), Larger).As<float, T>()
            : Avx512DQ.Range(left.AsDouble(), right.AsDouble(), Larger).As<double, T>();
    }

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

        // Of two zeros the instruction takes the second; both orders together have the sign bit only if both were −0.
        return typeof(T) == typeof(float)
            ? Avx.And(Avx.Max(left.AsSingle(), right.AsSingle()), Avx.Max(right.AsSingle(), left.AsSingle())).As<float, T>()
            : Avx.And(Avx.Max(left.AsDouble(), right.AsDouble()), Avx.Max(right.AsDouble(), left.AsDouble())).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Of(Vector128<T> left, Vector128<T> right)
    {
        if (!Sse2.IsSupported)
        {
            return Vector128.Max(left, right);
        }

        return typeof(T) == typeof(float)
            ? Sse.And(Sse.Max(left.AsSingle(), right.AsSingle()), Sse.Max(right.AsSingle(), left.AsSingle())).As<float, T>()
            : Sse2.And(Sse2.Max(left.AsDouble(), right.AsDouble()), Sse2.Max(right.AsDouble(), left.AsDouble())).As<double, T>();
    }
}
