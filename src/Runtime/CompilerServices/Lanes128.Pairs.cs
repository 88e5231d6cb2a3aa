using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ShapeGen.CompilerServices;

/// <content>Halves two by two.</content>
public readonly partial struct Lanes128<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadPairs(ref readonly Half origin, nuint index)
    {
        ThrowUnlessSingle();
        ref int start = ref Unsafe.As<Half, int>(ref Unsafe.Add(ref Unsafe.AsRef(in origin), index));
        return new(
            Vector128.LoadUnsafe(ref start).As<int, T>(),
            Vector128.LoadUnsafe(ref start, (nuint)Vector128<int>.Count).As<int, T>(),
            Vector128.LoadUnsafe(ref start, 2 * (nuint)Vector128<int>.Count).As<int, T>(),
            Vector128.LoadUnsafe(ref start, 3 * (nuint)Vector128<int>.Count).As<int, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LowHalf(Lanes128<T> pairs) => new(
        HalfPairs.Low(pairs._first.AsInt32()).As<float, T>(),
        HalfPairs.Low(pairs._second.AsInt32()).As<float, T>(),
        HalfPairs.Low(pairs._third.AsInt32()).As<float, T>(),
        HalfPairs.Low(pairs._fourth.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> HighHalf(Lanes128<T> pairs) => new(
        HalfPairs.High(pairs._first.AsInt32()).As<float, T>(),
        HalfPairs.High(pairs._second.AsInt32()).As<float, T>(),
        HalfPairs.High(pairs._third.AsInt32()).As<float, T>(),
        HalfPairs.High(pairs._fourth.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAddLow(Lanes128<T> factor, Lanes128<T> pairs, Lanes128<T> sum) => PackedSimd.IsSupported
        ? (factor * LowHalf(pairs)) + sum
        : new(
        Vector128.MultiplyAddEstimate(factor._first.AsSingle(), HalfPairs.Low(pairs._first.AsInt32()), sum._first.AsSingle()).As<float, T>(),
        Vector128.MultiplyAddEstimate(factor._second.AsSingle(), HalfPairs.Low(pairs._second.AsInt32()), sum._second.AsSingle()).As<float, T>(),
        Vector128.MultiplyAddEstimate(factor._third.AsSingle(), HalfPairs.Low(pairs._third.AsInt32()), sum._third.AsSingle()).As<float, T>(),
        Vector128.MultiplyAddEstimate(factor._fourth.AsSingle(), HalfPairs.Low(pairs._fourth.AsInt32()), sum._fourth.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAddHigh(Lanes128<T> factor, Lanes128<T> pairs, Lanes128<T> sum) => PackedSimd.IsSupported
        ? (factor * HighHalf(pairs)) + sum
        : new(
        Vector128.MultiplyAddEstimate(factor._first.AsSingle(), HalfPairs.High(pairs._first.AsInt32()), sum._first.AsSingle()).As<float, T>(),
        Vector128.MultiplyAddEstimate(factor._second.AsSingle(), HalfPairs.High(pairs._second.AsInt32()), sum._second.AsSingle()).As<float, T>(),
        Vector128.MultiplyAddEstimate(factor._third.AsSingle(), HalfPairs.High(pairs._third.AsInt32()), sum._third.AsSingle()).As<float, T>(),
        Vector128.MultiplyAddEstimate(factor._fourth.AsSingle(), HalfPairs.High(pairs._fourth.AsInt32()), sum._fourth.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> WidenLow(Lanes128<T> pairs) => new(
        HalfPairs.WidenLow(pairs._first.AsInt32()).As<float, T>(),
        HalfPairs.WidenLow(pairs._second.AsInt32()).As<float, T>(),
        HalfPairs.WidenLow(pairs._third.AsInt32()).As<float, T>(),
        HalfPairs.WidenLow(pairs._fourth.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> WidenHigh(Lanes128<T> pairs) => new(
        HalfPairs.WidenHigh(pairs._first.AsInt32()).As<float, T>(),
        HalfPairs.WidenHigh(pairs._second.AsInt32()).As<float, T>(),
        HalfPairs.WidenHigh(pairs._third.AsInt32()).As<float, T>(),
        HalfPairs.WidenHigh(pairs._fourth.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LargestHalves(Lanes128<T> largest, Lanes128<T> pairs) => new(
        HalfPairs.Largest(largest._first.AsInt32(), pairs._first.AsInt32()).As<int, T>(),
        HalfPairs.Largest(largest._second.AsInt32(), pairs._second.AsInt32()).As<int, T>(),
        HalfPairs.Largest(largest._third.AsInt32(), pairs._third.AsInt32()).As<int, T>(),
        HalfPairs.Largest(largest._fourth.AsInt32(), pairs._fourth.AsInt32()).As<int, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFiniteHalves(Lanes128<T> largest) =>
        HalfPairs.AreFinite(largest._first.AsInt32())
        && HalfPairs.AreFinite(largest._second.AsInt32())
        && HalfPairs.AreFinite(largest._third.AsInt32())
        && HalfPairs.AreFinite(largest._fourth.AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs<TStorage>(Lanes128<T> low, Lanes128<T> high, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        ThrowUnlessSingle();
        RegisterMemory<T>.StorePairs(low._first, high._first, ref origin, index);
        RegisterMemory<T>.StorePairs(low._second, high._second, ref origin, index + 8);
        RegisterMemory<T>.StorePairs(low._third, high._third, ref origin, index + 16);
        RegisterMemory<T>.StorePairs(low._fourth, high._fourth, ref origin, index + 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ThrowUnlessSingle()
    {
        if (typeof(T) != typeof(float))
        {
            Lane<T>.ThrowStorageNotSupported<Half>();
        }
    }
}
