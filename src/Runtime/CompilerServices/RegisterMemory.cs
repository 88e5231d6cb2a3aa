using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Moves one register of lanes of <typeparamref name="T"/> between memory and processor, converting where memory holds
/// another type. Nothing is checked against bounds.
/// </summary>
internal static class RegisterMemory<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load512<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            return Vector512.LoadUnsafe(ref At<TStorage, T>(in origin), index);
        }

        if (IsHalf<TStorage>())
        {
            return WidenSixteen(Vector256.LoadUnsafe(ref At<TStorage, short>(in origin), index));
        }

        Lane<T>.ThrowStorageNotSupported<TStorage>();
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load256<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            return Vector256.LoadUnsafe(ref At<TStorage, T>(in origin), index);
        }

        if (IsHalf<TStorage>())
        {
            return WidenEight(Vector128.LoadUnsafe(ref At<TStorage, short>(in origin), index));
        }

        Lane<T>.ThrowStorageNotSupported<TStorage>();
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load128<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            return Vector128.LoadUnsafe(ref At<TStorage, T>(in origin), index);
        }

        if (IsHalf<TStorage>())
        {
            return WidenFour(Unsafe.ReadUnaligned<ulong>(ref ByteAt(in origin, index)));
        }

        Lane<T>.ThrowStorageNotSupported<TStorage>();
        return default;
    }

    /// <summary>The first <paramref name="lanes"/> lanes, none if negative and all if more than there are; the others +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadFirst512<TStorage>(ref readonly TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        ref byte start = ref ByteAt(in origin, index);
        int bytes = lanes * Unsafe.SizeOf<TStorage>();
        if (typeof(TStorage) == typeof(T))
        {
            return PartialRegister.Load512(ref start, bytes).As<byte, T>();
        }

        if (IsHalf<TStorage>())
        {
            return WidenSixteen(PartialRegister.Load256(ref start, bytes).AsInt16());
        }

        Lane<T>.ThrowStorageNotSupported<TStorage>();
        return default;
    }

    /// <inheritdoc cref="LoadFirst512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadFirst256<TStorage>(ref readonly TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        ref byte start = ref ByteAt(in origin, index);
        int bytes = lanes * Unsafe.SizeOf<TStorage>();
        if (typeof(TStorage) == typeof(T))
        {
            return PartialRegister.Load256(ref start, bytes).As<byte, T>();
        }

        if (IsHalf<TStorage>())
        {
            return WidenEight(PartialRegister.Load128(ref start, bytes).AsInt16());
        }

        Lane<T>.ThrowStorageNotSupported<TStorage>();
        return default;
    }

    /// <inheritdoc cref="LoadFirst512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadFirst128<TStorage>(ref readonly TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        ref byte start = ref ByteAt(in origin, index);
        int bytes = lanes * Unsafe.SizeOf<TStorage>();
        if (typeof(TStorage) == typeof(T))
        {
            return PartialRegister.Load128(ref start, bytes).As<byte, T>();
        }

        if (IsHalf<TStorage>())
        {
            return WidenFour(PartialRegister.Load64(ref start, bytes));
        }

        Lane<T>.ThrowStorageNotSupported<TStorage>();
        return default;
    }

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
    public static void StoreFirst<TStorage>(Vector512<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        ref byte start = ref ByteAt(in origin, index);
        int bytes = lanes * Unsafe.SizeOf<TStorage>();
        if (typeof(TStorage) == typeof(T))
        {
            PartialRegister.Store(value.AsByte(), ref start, bytes);
        }
        else if (IsHalf<TStorage>())
        {
            PartialRegister.Store(NarrowSixteen(value).AsByte(), ref start, bytes);
        }
        else
        {
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }
    }

    /// <inheritdoc cref="StoreFirst{TStorage}(Vector512{T}, ref TStorage, nuint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Vector256<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        ref byte start = ref ByteAt(in origin, index);
        int bytes = lanes * Unsafe.SizeOf<TStorage>();
        if (typeof(TStorage) == typeof(T))
        {
            PartialRegister.Store(value.AsByte(), ref start, bytes);
        }
        else if (IsHalf<TStorage>())
        {
            PartialRegister.Store(NarrowEight(value).AsByte(), ref start, bytes);
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
        ref byte start = ref ByteAt(in origin, index);
        int bytes = lanes * Unsafe.SizeOf<TStorage>();
        if (typeof(TStorage) == typeof(T))
        {
            PartialRegister.Store(value.AsByte(), ref start, bytes);
        }
        else if (IsHalf<TStorage>())
        {
            PartialRegister.Store(NarrowFour(value), ref start, bytes);
        }
        else
        {
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsHalf<TStorage>() => typeof(TStorage) == typeof(Half) && typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref TAs At<TStorage, TAs>(ref readonly TStorage origin) =>
        ref Unsafe.As<TStorage, TAs>(ref Unsafe.AsRef(in origin));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte ByteAt<TStorage>(ref readonly TStorage origin, nuint index) =>
        ref Unsafe.As<TStorage, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in origin), index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> WidenSixteen(Vector256<short> halves) => HalfRegister.Widen(Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(halves)
        : Vector512.Create(Vector256.WidenLower(halves), Vector256.WidenUpper(halves))).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> WidenEight(Vector128<short> halves) => HalfRegister.Widen(Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(halves)
        : Vector256.Create(Vector128.WidenLower(halves), Vector128.WidenUpper(halves))).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> WidenFour(ulong halves) =>
        HalfRegister.Widen(Vector128.WidenLower(Vector128.CreateScalar(halves).AsInt16())).As<float, T>();

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
