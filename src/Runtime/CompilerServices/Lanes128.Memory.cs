using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ShapeGen.CompilerServices;

/// <content>Loads, stores and memory operands.</content>
public readonly partial struct Lanes128<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (IsWhole<TStorage>())
        {
            return Whole(in origin, index);
        }

        return new(
            RegisterMemory<T>.Load128(in origin, index),
            RegisterMemory<T>.Load128(in origin, index + (nuint)Vector128<T>.Count),
            RegisterMemory<T>.Load128(in origin, index + 2 * (nuint)Vector128<T>.Count),
            RegisterMemory<T>.Load128(in origin, index + 3 * (nuint)Vector128<T>.Count));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadFirst<TStorage>(ref readonly TStorage origin, nuint index, int lanes, T fill)
        where TStorage : unmanaged
    {
        if (IsWhole<TStorage>())
        {
            Lanes128<T> block = Splat(fill);
            ref T first = ref Unsafe.As<Lanes128<T>, T>(ref block);
            ref T source = ref Unsafe.As<TStorage, T>(ref Unsafe.Add(ref Unsafe.AsRef(in origin), index));
            for (int lane = 0; lane < int.Min(lanes, (int)Count); lane++)
            {
                Unsafe.Add(ref first, lane) = Unsafe.Add(ref source, lane);
            }

            return block;
        }

        Vector128<T> others = Vector128.Create(fill);
        return new(
            RegisterMemory<T>.LoadFirst128(in origin, index, lanes, others),
            RegisterMemory<T>.LoadFirst128(in origin, index + (nuint)Vector128<T>.Count, lanes - Vector128<T>.Count, others),
            RegisterMemory<T>.LoadFirst128(in origin, index + 2 * (nuint)Vector128<T>.Count, lanes - 2 * Vector128<T>.Count, others),
            RegisterMemory<T>.LoadFirst128(in origin, index + 3 * (nuint)Vector128<T>.Count, lanes - 3 * Vector128<T>.Count, others));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadOne<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(Vector128.CreateScalar(RegisterMemory<T>.LoadScalar(in origin, index)), Vector128<T>.Zero, Vector128<T>.Zero, Vector128<T>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStorage>(Lanes128<T> value, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (IsWhole<TStorage>())
        {
            Whole(in origin, index) = value;
            return;
        }

        RegisterMemory<T>.Store(value._first, ref origin, index);
        RegisterMemory<T>.Store(value._second, ref origin, index + (nuint)Vector128<T>.Count);
        RegisterMemory<T>.Store(value._third, ref origin, index + 2 * (nuint)Vector128<T>.Count);
        RegisterMemory<T>.Store(value._fourth, ref origin, index + 3 * (nuint)Vector128<T>.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Lanes128<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        RegisterMemory<T>.StoreFirst(value._first, ref origin, index, lanes);
        RegisterMemory<T>.StoreFirst(value._second, ref origin, index + (nuint)Vector128<T>.Count, lanes - Vector128<T>.Count);
        RegisterMemory<T>.StoreFirst(value._third, ref origin, index + 2 * (nuint)Vector128<T>.Count, lanes - 2 * Vector128<T>.Count);
        RegisterMemory<T>.StoreFirst(value._fourth, ref origin, index + 3 * (nuint)Vector128<T>.Count, lanes - 3 * Vector128<T>.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddAt<TStorage>(Lanes128<T> sum, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (IsWhole<TStorage>())
        {
            ref Lanes128<T> addend = ref Whole(in origin, index);
            return new(sum._first + addend._first, sum._second + addend._second, sum._third + addend._third, sum._fourth + addend._fourth);
        }

        Vector128<T> first = sum._first + RegisterMemory<T>.Load128(in origin, index);
        Vector128<T> second = sum._second + RegisterMemory<T>.Load128(in origin, index + (nuint)Vector128<T>.Count);
        Vector128<T> third = sum._third + RegisterMemory<T>.Load128(in origin, index + 2 * (nuint)Vector128<T>.Count);
        Vector128<T> fourth = sum._fourth + RegisterMemory<T>.Load128(in origin, index + 3 * (nuint)Vector128<T>.Count);
        return new(first, second, third, fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MaximumAt<TStorage>(Lanes128<T> maximum, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => new(
            Vector128.Max(maximum._first, RegisterMemory<T>.Load128(in origin, index)),
            Vector128.Max(maximum._second, RegisterMemory<T>.Load128(in origin, index + (nuint)Vector128<T>.Count)),
            Vector128.Max(maximum._third, RegisterMemory<T>.Load128(in origin, index + 2 * (nuint)Vector128<T>.Count)),
            Vector128.Max(maximum._fourth, RegisterMemory<T>.Load128(in origin, index + 3 * (nuint)Vector128<T>.Count)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAddAt<TStorage>(Lanes128<T> factor, ref readonly TStorage origin, nuint index, Lanes128<T> sum)
        where TStorage : unmanaged
    {
        if (IsWhole<TStorage>())
        {
            ref Lanes128<T> other = ref Whole(in origin, index);
            return new(
                MultiplyAdd(factor._first, other._first, sum._first),
                MultiplyAdd(factor._second, other._second, sum._second),
                MultiplyAdd(factor._third, other._third, sum._third),
                MultiplyAdd(factor._fourth, other._fourth, sum._fourth));
        }

        return new(
            MultiplyAdd(factor._first, RegisterMemory<T>.Load128(in origin, index), sum._first),
            MultiplyAdd(factor._second, RegisterMemory<T>.Load128(in origin, index + (nuint)Vector128<T>.Count), sum._second),
            MultiplyAdd(factor._third, RegisterMemory<T>.Load128(in origin, index + 2 * (nuint)Vector128<T>.Count), sum._third),
            MultiplyAdd(factor._fourth, RegisterMemory<T>.Load128(in origin, index + 3 * (nuint)Vector128<T>.Count), sum._fourth));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductAt<TStorage>(ref Lanes128<T> sum, Lanes128<T> factor, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => AddProduct(ref sum, factor, Load(in origin, index));

    /// <summary>
    /// Whether <see cref="Whole"/> is to be used: on WebAssembly alone, whose loads may be unaligned. .NET interprets there, and
    /// one address is three fewer to compute.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWhole<TStorage>()
        where TStorage : unmanaged => PackedSimd.IsSupported && typeof(TStorage) == typeof(T);

    /// <summary>The block in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Lanes128<T> Whole<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged => ref Unsafe.As<TStorage, Lanes128<T>>(ref Unsafe.Add(ref Unsafe.AsRef(in origin), index));
}
