using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Memory that holds <typeparamref name="T"/>: what most kernels call most, in as few calls as there can be, since the JIT pays for each that it inlines.</content>
public readonly partial struct Lanes256<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SplatAt(ref readonly T origin, nuint index)
    {
        Vector256<T> each = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in origin), index));
        return new(each, each);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref readonly T origin, nuint index) => new(
        Vector256.LoadUnsafe(in origin, index),
        Vector256.LoadUnsafe(in origin, index + (nuint)Vector256<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<T> value, ref T origin, nuint index)
    {
        value._lower.StoreUnsafe(ref origin, index);
        value._upper.StoreUnsafe(ref origin, index + (nuint)Vector256<T>.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddAt(Lanes256<T> sum, ref readonly T origin, nuint index)
    {
        Vector256<T> lower = sum._lower + Vector256.LoadUnsafe(in origin, index);
        Vector256<T> upper = sum._upper + Vector256.LoadUnsafe(in origin, index + (nuint)Vector256<T>.Count);
        return new(lower, upper);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAddAt(Lanes256<T> factor, ref readonly T origin, nuint index, Lanes256<T> sum) => new(
        MultiplyAdd(factor._lower, Vector256.LoadUnsafe(in origin, index), sum._lower),
        MultiplyAdd(factor._upper, Vector256.LoadUnsafe(in origin, index + (nuint)Vector256<T>.Count), sum._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductAt(ref Lanes256<T> sum, Lanes256<T> factor, ref readonly T origin, nuint index)
    {
        AddProduct(in sum._lower, factor._lower, Vector256.LoadUnsafe(in origin, index));
        AddProduct(in sum._upper, factor._upper, Vector256.LoadUnsafe(in origin, index + (nuint)Vector256<T>.Count));
    }
}
