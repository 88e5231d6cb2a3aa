using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Loads, stores and memory operands.</content>
public readonly partial struct Lanes256<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(
            RegisterMemory<T>.Load256(in origin, index),
            RegisterMemory<T>.Load256(in origin, index + (nuint)Vector256<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadFirst<TStorage>(ref readonly TStorage origin, nuint index, int lanes, T fill)
        where TStorage : unmanaged
    {
        Vector256<T> others = Vector256.Create(fill);
        return new(
            RegisterMemory<T>.LoadFirst256(in origin, index, lanes, others),
            RegisterMemory<T>.LoadFirst256(in origin, index + (nuint)Vector256<T>.Count, lanes - Vector256<T>.Count, others));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadOne<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(Vector256.CreateScalar(RegisterMemory<T>.LoadScalar(in origin, index)), Vector256<T>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStorage>(Lanes256<T> value, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        RegisterMemory<T>.Store(value._lower, ref origin, index);
        RegisterMemory<T>.Store(value._upper, ref origin, index + (nuint)Vector256<T>.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Lanes256<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        RegisterMemory<T>.StoreFirst(value._lower, ref origin, index, lanes);
        RegisterMemory<T>.StoreFirst(value._upper, ref origin, index + (nuint)Vector256<T>.Count, lanes - Vector256<T>.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddAt<TStorage>(Lanes256<T> sum, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        Vector256<T> lower = sum._lower + RegisterMemory<T>.Load256(in origin, index);
        Vector256<T> upper = sum._upper + RegisterMemory<T>.Load256(in origin, index + (nuint)Vector256<T>.Count);
        return new(lower, upper);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MaximumAt<TStorage>(Lanes256<T> maximum, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(
            Vector256.Max(maximum._lower, RegisterMemory<T>.Load256(in origin, index)),
            Vector256.Max(maximum._upper, RegisterMemory<T>.Load256(in origin, index + (nuint)Vector256<T>.Count)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAddAt<TStorage>(Lanes256<T> factor, ref readonly TStorage origin, nuint index, Lanes256<T> sum)
        where TStorage : unmanaged => new(
            MultiplyAdd(factor._lower, RegisterMemory<T>.Load256(in origin, index), sum._lower),
            MultiplyAdd(factor._upper, RegisterMemory<T>.Load256(in origin, index + (nuint)Vector256<T>.Count), sum._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductAt<TStorage>(ref Lanes256<T> sum, Lanes256<T> factor, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => AddProduct(ref sum, factor, Load(in origin, index));
}
