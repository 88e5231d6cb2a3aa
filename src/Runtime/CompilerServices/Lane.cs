using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// What differs between the two lane types, <see cref="float"/> and <see cref="double"/>: every member folds to a
/// constant once <typeparamref name="T"/> is known.
/// </summary>
internal static class Lane<T>
    where T : unmanaged
{
    /// <summary>Bits of the significand that are stored: 23 or 52.</summary>
    public static int SignificandBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 23 : 52;
    }

    /// <summary>What is added to an exponent in storage: 127 or 1023.</summary>
    public static int ExponentBias
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 127 : 1023;
    }

    /// <summary>2^<see cref="SignificandBits"/>: from here on neighbours are 1 apart, so the low bits are an integer.</summary>
    public static double IntegerThreshold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 8388608.0 : 4503599627370496.0;
    }

    /// <summary>A value whose bits are those of the stored significand: a mask.</summary>
    public static T SignificandMask
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? Unsafe.BitCast<int, T>(0x007FFFFF) : Unsafe.BitCast<long, T>(0x000FFFFFFFFFFFFF);
    }

    /// <summary><paramref name="value"/> rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T From(double value) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);

    /// <summary>Says that a block of <typeparamref name="T"/> cannot be kept as <typeparamref name="TStorage"/>.</summary>
    [DoesNotReturn]
    public static void ThrowStorageNotSupported<TStorage>() =>
        throw new NotSupportedException($"Lanes of {typeof(T)} cannot be loaded from or stored to memory of {typeof(TStorage)}.");
}
