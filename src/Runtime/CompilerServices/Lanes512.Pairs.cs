using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Halves two by two.</content>
public readonly partial struct Lanes512<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadPairs(ref readonly Half origin, nuint index)
    {
        ThrowUnlessSingle();
        ref int start = ref Unsafe.As<Half, int>(ref Unsafe.Add(ref Unsafe.AsRef(in origin), index));
        return new(Vector512.LoadUnsafe(ref start).As<int, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LowHalf(Lanes512<T> pairs) => new(HalfPairs.Low(pairs._all.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> HighHalf(Lanes512<T> pairs) => new(HalfPairs.High(pairs._all.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAddLow(Lanes512<T> factor, Lanes512<T> pairs, Lanes512<T> sum) =>
        new(Vector512.MultiplyAddEstimate(factor._all.AsSingle(), HalfPairs.Low(pairs._all.AsInt32()), sum._all.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAddHigh(Lanes512<T> factor, Lanes512<T> pairs, Lanes512<T> sum) =>
        new(Vector512.MultiplyAddEstimate(factor._all.AsSingle(), HalfPairs.High(pairs._all.AsInt32()), sum._all.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> WidenLow(Lanes512<T> pairs) => new(HalfPairs.WidenLow(pairs._all.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> WidenHigh(Lanes512<T> pairs) => new(HalfPairs.WidenHigh(pairs._all.AsInt32()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LargestHalves(Lanes512<T> largest, Lanes512<T> pairs) => new(HalfPairs.Largest(largest._all.AsInt32(), pairs._all.AsInt32()).As<int, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFiniteHalves(Lanes512<T> largest) => HalfPairs.AreFinite(largest._all.AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs<TStorage>(Lanes512<T> low, Lanes512<T> high, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        ThrowUnlessSingle();
        RegisterMemory<T>.StorePairs(low._all, high._all, ref origin, index);
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
