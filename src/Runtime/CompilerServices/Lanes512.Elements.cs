using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Memory that holds <typeparamref name="T"/>: what most kernels call most, in as few calls as there can be, since the JIT pays for each that it inlines.</content>
public readonly partial struct Lanes512<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SplatAt(ref readonly T origin, nuint index) => new(Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in origin), index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T origin, nuint index) => new(Vector512.LoadUnsafe(in origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512<T> value, ref T origin, nuint index) => value._all.StoreUnsafe(ref origin, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddAt(Lanes512<T> sum, ref readonly T origin, nuint index) => new(sum._all + Vector512.LoadUnsafe(in origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAddAt(Lanes512<T> factor, ref readonly T origin, nuint index, Lanes512<T> sum) => MultiplyAdd(factor, new(Vector512.LoadUnsafe(in origin, index)), sum);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductAt(ref Lanes512<T> sum, Lanes512<T> factor, ref readonly T origin, nuint index) => sum = MultiplyAddAt(factor, in origin, index, sum);
}
