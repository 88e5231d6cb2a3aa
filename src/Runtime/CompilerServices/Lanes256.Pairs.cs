using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Halves two by two.</content>
public readonly partial struct Lanes256<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadPairs(ref readonly Half origin, nuint index)
    {
        ThrowUnlessSingle();
        ref int start = ref Unsafe.As<Half, int>(ref Unsafe.Add(ref Unsafe.AsRef(in origin), index));
        return new(Vector256.LoadUnsafe(ref start).As<int, T>(), Vector256.LoadUnsafe(ref start, (nuint)Vector256<int>.Count).As<int, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LowHalf(Lanes256<T> pairs) =>
        new(HalfPairs.Low(pairs._lower.AsInt32()).As<float, T>(), HalfPairs.Low(pairs._upper.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> HighHalf(Lanes256<T> pairs) =>
        new(HalfPairs.High(pairs._lower.AsInt32()).As<float, T>(), HalfPairs.High(pairs._upper.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAddLow(Lanes256<T> factor, Lanes256<T> pairs, Lanes256<T> sum) =>
        new(
        Vector256.MultiplyAddEstimate(factor._lower.AsSingle(), HalfPairs.Low(pairs._lower.AsInt32()), sum._lower.AsSingle()).As<float, T>(),
        Vector256.MultiplyAddEstimate(factor._upper.AsSingle(), HalfPairs.Low(pairs._upper.AsInt32()), sum._upper.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAddHigh(Lanes256<T> factor, Lanes256<T> pairs, Lanes256<T> sum) =>
        new(
        Vector256.MultiplyAddEstimate(factor._lower.AsSingle(), HalfPairs.High(pairs._lower.AsInt32()), sum._lower.AsSingle()).As<float, T>(),
        Vector256.MultiplyAddEstimate(factor._upper.AsSingle(), HalfPairs.High(pairs._upper.AsInt32()), sum._upper.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> WidenLow(Lanes256<T> pairs) =>
        new(HalfPairs.WidenLow(pairs._lower.AsInt32()).As<float, T>(), HalfPairs.WidenLow(pairs._upper.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> WidenHigh(Lanes256<T> pairs) =>
        new(HalfPairs.WidenHigh(pairs._lower.AsInt32()).As<float, T>(), HalfPairs.WidenHigh(pairs._upper.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LargestHalves(Lanes256<T> largest, Lanes256<T> pairs) => new(
        HalfPairs.Largest(largest._lower.AsInt32(), pairs._lower.AsInt32()).As<int, T>(),
        HalfPairs.Largest(largest._upper.AsInt32(), pairs._upper.AsInt32()).As<int, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFiniteHalves(Lanes256<T> largest) =>
        HalfPairs.AreFinite(largest._lower.AsInt32())
        && HalfPairs.AreFinite(largest._upper.AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs<TStorage>(Lanes256<T> low, Lanes256<T> high, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        ThrowUnlessSingle();
        RegisterMemory<T>.StorePairs(low._lower, high._lower, ref origin, index);
        RegisterMemory<T>.StorePairs(low._upper, high._upper, ref origin, index + 16);
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
