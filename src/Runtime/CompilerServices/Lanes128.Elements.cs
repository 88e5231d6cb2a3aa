using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ShapeGen.CompilerServices;

/// <content>Memory that holds <typeparamref name="T"/>; on WebAssembly a block is one piece of it, see <see cref="IsWhole"/>.</content>
public readonly partial struct Lanes128<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SplatAt(ref readonly T origin, nuint index) => All(Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in origin), index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref readonly T origin, nuint index) => PackedSimd.IsSupported
        ? Whole(in origin, index)
        : new(
            Vector128.LoadUnsafe(in origin, index),
            Vector128.LoadUnsafe(in origin, index + (nuint)Vector128<T>.Count),
            Vector128.LoadUnsafe(in origin, index + 2 * (nuint)Vector128<T>.Count),
            Vector128.LoadUnsafe(in origin, index + 3 * (nuint)Vector128<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128<T> value, ref T origin, nuint index)
    {
        if (PackedSimd.IsSupported)
        {
            Whole(in origin, index) = value;
            return;
        }

        value._first.StoreUnsafe(ref origin, index);
        value._second.StoreUnsafe(ref origin, index + (nuint)Vector128<T>.Count);
        value._third.StoreUnsafe(ref origin, index + 2 * (nuint)Vector128<T>.Count);
        value._fourth.StoreUnsafe(ref origin, index + 3 * (nuint)Vector128<T>.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddAt(Lanes128<T> sum, ref readonly T origin, nuint index)
    {
        if (PackedSimd.IsSupported)
        {
            ref Lanes128<T> addend = ref Whole(in origin, index);
            return new(sum._first + addend._first, sum._second + addend._second, sum._third + addend._third, sum._fourth + addend._fourth);
        }

        return sum + Load(in origin, index);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAddAt(Lanes128<T> factor, ref readonly T origin, nuint index, Lanes128<T> sum)
    {
        if (PackedSimd.IsSupported)
        {
            ref Lanes128<T> other = ref Whole(in origin, index);
            return new(
                MultiplyAdd(factor._first, other._first, sum._first),
                MultiplyAdd(factor._second, other._second, sum._second),
                MultiplyAdd(factor._third, other._third, sum._third),
                MultiplyAdd(factor._fourth, other._fourth, sum._fourth));
        }

        return new(
            MultiplyAdd(factor._first, Vector128.LoadUnsafe(in origin, index), sum._first),
            MultiplyAdd(factor._second, Vector128.LoadUnsafe(in origin, index + (nuint)Vector128<T>.Count), sum._second),
            MultiplyAdd(factor._third, Vector128.LoadUnsafe(in origin, index + 2 * (nuint)Vector128<T>.Count), sum._third),
            MultiplyAdd(factor._fourth, Vector128.LoadUnsafe(in origin, index + 3 * (nuint)Vector128<T>.Count), sum._fourth));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductAt(ref Lanes128<T> sum, Lanes128<T> factor, ref readonly T origin, nuint index)
    {
        if (PackedSimd.IsSupported)
        {
            ref Lanes128<T> other = ref Whole(in origin, index);
            AddProduct(in sum._first, factor._first, other._first);
            AddProduct(in sum._second, factor._second, other._second);
            AddProduct(in sum._third, factor._third, other._third);
            AddProduct(in sum._fourth, factor._fourth, other._fourth);
            return;
        }

        AddProduct(ref sum, factor, Load(in origin, index));
    }
}
