using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <content>The way back: registers to memory.</content>
internal static partial class RegisterMemory<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStorage>(Vector512<T> value, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            value.StoreUnsafe(ref At<TStorage, T>(in origin), index);
        }
        else if (IsHalf<TStorage>())
        {
            NarrowSixteen(value).StoreUnsafe(ref At<TStorage, short>(in origin), index);
        }
        else
        {
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStorage>(Vector256<T> value, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            value.StoreUnsafe(ref At<TStorage, T>(in origin), index);
        }
        else if (IsHalf<TStorage>())
        {
            NarrowEight(value).StoreUnsafe(ref At<TStorage, short>(in origin), index);
        }
        else
        {
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStorage>(Vector128<T> value, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            value.StoreUnsafe(ref At<TStorage, T>(in origin), index);
        }
        else if (IsHalf<TStorage>())
        {
            Unsafe.WriteUnaligned(ref ByteAt(in origin, index), NarrowFour(value));
        }
        else
        {
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }
    }

    /// <summary>Stores the first <paramref name="lanes"/> lanes, none if negative and all if more than there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreFirst<TStorage>(Vector512<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T) && lanes == Vector128<T>.Count)
        {
            value.GetLower().GetLower().StoreUnsafe(ref At<TStorage, T>(in origin), index); // a constant mostly, and no mask then
        }
        else if (typeof(TStorage) == typeof(T) && Avx512F.IsSupported)
        {
            Vector512<T> mask = Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(Lane<T>.From(lanes)));
            fixed (TStorage* start = &origin)
            {
                if (typeof(T) == typeof(float))
                {
                    Avx512F.MaskStore((float*)start + index, mask.AsSingle(), value.AsSingle());
                }
                else
                {
                    Avx512F.MaskStore((double*)start + index, mask.AsDouble(), value.AsDouble());
                }
            }
        }
        else if (typeof(TStorage) == typeof(T))
        {
            PartialRegister.Store(value.AsByte(), ref ByteAt(in origin, index), lanes * Unsafe.SizeOf<T>());
        }
        else if (IsHalf<TStorage>())
        {
            PartialRegister.Store(NarrowSixteen(value).AsByte(), ref ByteAt(in origin, index), lanes * sizeof(short));
        }
        else
        {
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }
    }

    // No Avx.MaskStore: it takes some 60 cycles on AMD's processors.
    /// <inheritdoc cref="StoreFirst{TStorage}(Vector512{T}, ref TStorage, nuint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Vector256<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            PartialRegister.Store(value.AsByte(), ref ByteAt(in origin, index), lanes * Unsafe.SizeOf<T>());
        }
        else if (IsHalf<TStorage>())
        {
            PartialRegister.Store(NarrowEight(value).AsByte(), ref ByteAt(in origin, index), lanes * sizeof(short));
        }
        else
        {
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }
    }

    /// <inheritdoc cref="StoreFirst{TStorage}(Vector512{T}, ref TStorage, nuint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Vector128<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            PartialRegister.Store(value.AsByte(), ref ByteAt(in origin, index), lanes * Unsafe.SizeOf<T>());
        }
        else if (IsHalf<TStorage>())
        {
            PartialRegister.Store(NarrowFour(value), ref ByteAt(in origin, index), lanes * sizeof(short));
        }
        else
        {
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> NarrowSixteen(Vector512<T> value)
    {
        Vector512<int> bits = HalfRegister.Narrow(value.As<T, float>());
        return Avx512F.IsSupported ? Avx512F.ConvertToVector256Int16(bits) : Vector256.Narrow(bits.GetLower(), bits.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> NarrowEight(Vector256<T> value)
    {
        Vector256<int> bits = HalfRegister.Narrow(value.As<T, float>());
        return Vector128.Narrow(bits.GetLower(), bits.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NarrowFour(Vector128<T> value)
    {
        Vector128<int> bits = HalfRegister.Narrow(value.As<T, float>());
        return Vector128.Narrow(bits, bits).AsUInt64().ToScalar();
    }
}
