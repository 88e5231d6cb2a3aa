using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>
/// What kernels for 512-bit registers need beside .NET's own operations on <see cref="Vector512{T}"/>. No method here is generic, because
/// the JIT inlines it at every call and pays for each type argument that it looks up; results are those of <see cref="Lanes512{T}"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Registers512
{
    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Relu(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<float>.Zero), Vector512<float>.Zero, x);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Relu(Vector512<double> x) =>
        Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<double>.Zero), Vector512<double>.Zero, x);

    /// <inheritdoc cref="Activation.Relu6"/>
    /// <remarks>x86 takes the second operand of a minimum where one is NaN, which is the value.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Relu6(Vector512<float> x)
    {
        Vector512<float> positive = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<float>.Zero), Vector512<float>.Zero, x);
        return Avx512F.IsSupported ? Avx512F.Min(Vector512.Create(6f), positive) : RegisterMaximum<float>.AtMost(positive, Vector512.Create(6f));
    }

    /// <inheritdoc cref="Activation.Relu6"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Relu6(Vector512<double> x)
    {
        Vector512<double> positive = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<double>.Zero), Vector512<double>.Zero, x);
        return Avx512F.IsSupported ? Avx512F.Min(Vector512.Create(6d), positive) : RegisterMaximum<double>.AtMost(positive, Vector512.Create(6d));
    }

    /// <inheritdoc cref="IVector{TSelf, T}.LoadFirst{TStorage}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadFirst(ref readonly float origin, nuint index, int lanes) => lanes switch
    {
        8 => Vector256.LoadUnsafe(in origin, index).ToVector512(),
        4 => Vector128.LoadUnsafe(in origin, index).ToVector256().ToVector512(),
        _ => Avx512F.IsSupported ? MaskLoad(in origin, index, lanes) : RegisterMemory<float>.LoadFirst512(in origin, index, lanes, Vector512<float>.Zero),
    };

    /// <inheritdoc cref="IVector{TSelf, T}.LoadFirst{TStorage}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadFirst(ref readonly double origin, nuint index, int lanes) => lanes switch
    {
        4 => Vector256.LoadUnsafe(in origin, index).ToVector512(),
        2 => Vector128.LoadUnsafe(in origin, index).ToVector256().ToVector512(),
        _ => Avx512F.IsSupported ? MaskLoad(in origin, index, lanes) : RegisterMemory<double>.LoadFirst512(in origin, index, lanes, Vector512<double>.Zero),
    };

    /// <inheritdoc cref="IVector{TSelf, T}.StoreFirst{TStorage}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector512<float> value, ref float origin, nuint index, int lanes)
    {
        switch (lanes)
        {
            case 8:
                value.GetLower().StoreUnsafe(ref origin, index);
                break;
            case 4:
                value.GetLower().GetLower().StoreUnsafe(ref origin, index);
                break;
            default:
                if (Avx512F.IsSupported)
                {
                    MaskStore(value, ref origin, index, lanes);
                }
                else
                {
                    RegisterMemory<float>.StoreFirst(value, ref origin, index, lanes);
                }

                break;
        }
    }

    /// <inheritdoc cref="IVector{TSelf, T}.StoreFirst{TStorage}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector512<double> value, ref double origin, nuint index, int lanes)
    {
        switch (lanes)
        {
            case 4:
                value.GetLower().StoreUnsafe(ref origin, index);
                break;
            case 2:
                value.GetLower().GetLower().StoreUnsafe(ref origin, index);
                break;
            default:
                if (Avx512F.IsSupported)
                {
                    MaskStore(value, ref origin, index, lanes);
                }
                else
                {
                    RegisterMemory<double>.StoreFirst(value, ref origin, index, lanes);
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<float> MaskLoad(ref readonly float origin, nuint index, int lanes)
    {
        fixed (float* start = &origin)
        {
            return Avx512F.MaskLoad(start + index, First(lanes, Vector512<float>.Indices), Vector512<float>.Zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void MaskStore(Vector512<float> value, ref float origin, nuint index, int lanes)
    {
        fixed (float* start = &origin)
        {
            Avx512F.MaskStore(start + index, First(lanes, Vector512<float>.Indices), value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> First(int lanes, Vector512<float> indices) => Vector512.LessThan(indices, Vector512.Create((float)lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<double> MaskLoad(ref readonly double origin, nuint index, int lanes)
    {
        fixed (double* start = &origin)
        {
            return Avx512F.MaskLoad(start + index, First(lanes, Vector512<double>.Indices), Vector512<double>.Zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void MaskStore(Vector512<double> value, ref double origin, nuint index, int lanes)
    {
        fixed (double* start = &origin)
        {
            Avx512F.MaskStore(start + index, First(lanes, Vector512<double>.Indices), value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> First(int lanes, Vector512<double> indices) => Vector512.LessThan(indices, Vector512.Create((double)lanes));

    /// <inheritdoc cref="IVector{TSelf, T}.SumsAcross"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SumsAcross(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Avx512F.IsSupported ? AcrossRegister.Sums(a, b, c, d) : Lanes512<float>.SumsAcross(a, b, c, d);

    /// <inheritdoc cref="IVector{TSelf, T}.SumsAcross"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SumsAcross(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d) =>
        Lanes512<double>.SumsAcross(a, b, c, d);

    /// <inheritdoc cref="IVector{TSelf, T}.JoinFours"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> JoinFours(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Avx512F.IsSupported ? AcrossRegister.JoinFours(a, b, c, d) : Lanes512<float>.JoinFours(a, b, c, d);

    /// <inheritdoc cref="IVector{TSelf, T}.JoinFours"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> JoinFours(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d) =>
        Lanes512<double>.JoinFours(a, b, c, d);
}
