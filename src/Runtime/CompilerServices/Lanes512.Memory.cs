using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Loads, stores and memory operands.</content>
public readonly partial struct Lanes512<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(RegisterMemory<T>.Load512(in origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadFirst<TStorage>(ref readonly TStorage origin, nuint index, int lanes, T fill)
        where TStorage : unmanaged => new(RegisterMemory<T>.LoadFirst512(in origin, index, lanes, Vector512.Create(fill)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadOne<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(Vector512.CreateScalar(RegisterMemory<T>.LoadScalar(in origin, index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStorage>(Lanes512<T> value, ref TStorage origin, nuint index)
        where TStorage : unmanaged => RegisterMemory<T>.Store(value._all, ref origin, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Lanes512<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged => RegisterMemory<T>.StoreFirst(value._all, ref origin, index, lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddAt<TStorage>(Lanes512<T> sum, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(sum._all + RegisterMemory<T>.Load512(in origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MaximumAt<TStorage>(Lanes512<T> maximum, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(Vector512.Max(maximum._all, RegisterMemory<T>.Load512(in origin, index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAddAt<TStorage>(Lanes512<T> factor, ref readonly TStorage origin, nuint index, Lanes512<T> sum)
        where TStorage : unmanaged => MultiplyAdd(factor, Load(in origin, index), sum);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductAt<TStorage>(ref Lanes512<T> sum, Lanes512<T> factor, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => sum = MultiplyAddAt(factor, in origin, index, sum);
}
