using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Wasm;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Functions of the C library, element by element, for WebAssembly: .NET interprets there and dispatches each vector instruction of
/// <see cref="VectorMath"/> by itself, while these are native code. Other processors never come here.
/// </summary>
/// <remarks>Calls, because the interpreter runs large methods several times slower.</remarks>
internal static class NativeMath
{
    /// <summary>Whether blocks of such elements are to go this way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUsed<T>() => PackedSimd.IsSupported && typeof(T) == typeof(float);

    /// <summary>e^x of a block of <see langword="float"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Exp<V>(V x)
        where V : struct
    {
        ref float first = ref Unsafe.As<V, float>(ref x);
        for (int lane = 0; lane < Unsafe.SizeOf<V>() / sizeof(float); lane++)
        {
            Unsafe.Add(ref first, lane) = MathF.Exp(Unsafe.Add(ref first, lane));
        }

        return x;
    }

    /// <summary>1 / (1 + e^−x) of a block of <see langword="float"/>, for negative x as e^x / (1 + e^x).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct
    {
        ref float first = ref Unsafe.As<V, float>(ref x);
        for (int lane = 0; lane < Unsafe.SizeOf<V>() / sizeof(float); lane++)
        {
            float argument = Unsafe.Add(ref first, lane);
            float power = MathF.Exp(argument < 0 ? argument : -argument);
            Unsafe.Add(ref first, lane) = (argument < 0 ? power : 1) / (1 + power);
        }

        return x;
    }

    /// <summary>tanh(x) of a block of <see langword="float"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Tanh<V>(V x)
        where V : struct
    {
        ref float first = ref Unsafe.As<V, float>(ref x);
        for (int lane = 0; lane < Unsafe.SizeOf<V>() / sizeof(float); lane++)
        {
            Unsafe.Add(ref first, lane) = MathF.Tanh(Unsafe.Add(ref first, lane));
        }

        return x;
    }
}
