using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>Lanes of two registers in turn: x86's unpack and ARM's zip, for lanes of 4 or 8 bytes.</summary>
internal static class Interleave
{
    /// <summary>The lower halves: a0, b0, a1, b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Low<T>(Vector128<T> a, Vector128<T> b)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == 8)
        {
            return Sse2.IsSupported ? Sse2.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>()
                : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a.AsDouble(), b.AsDouble()).As<double, T>()
                : Vector128.Create(a.AsUInt64()[0], b.AsUInt64()[0]).As<ulong, T>();
        }

        if (Sse.IsSupported)
        {
            return Sse.UnpackLow(a.AsSingle(), b.AsSingle()).As<float, T>();
        }

        return AdvSimd.Arm64.IsSupported
            ? AdvSimd.Arm64.ZipLow(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Vector128.Create(a.AsUInt32()[0], b.AsUInt32()[0], a.AsUInt32()[1], b.AsUInt32()[1]).As<uint, T>();
    }

    /// <summary>The upper halves: a2, b2, a3, b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> High<T>(Vector128<T> a, Vector128<T> b)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == 8)
        {
            return Sse2.IsSupported ? Sse2.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>()
                : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a.AsDouble(), b.AsDouble()).As<double, T>()
                : Vector128.Create(a.AsUInt64()[1], b.AsUInt64()[1]).As<ulong, T>();
        }

        if (Sse.IsSupported)
        {
            return Sse.UnpackHigh(a.AsSingle(), b.AsSingle()).As<float, T>();
        }

        return AdvSimd.Arm64.IsSupported
            ? AdvSimd.Arm64.ZipHigh(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Vector128.Create(a.AsUInt32()[2], b.AsUInt32()[2], a.AsUInt32()[3], b.AsUInt32()[3]).As<uint, T>();
    }
}
