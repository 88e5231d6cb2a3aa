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
            Vector256<short> half = Vector256.LoadUnsafe(ref At<TStorage, short>(in origin), index);
            Vector512<int> bits = Avx512F.IsSupported
                ? Avx512F.ConvertToVector512Int32(half)
                : Vector512.Create(Vector256.WidenLower(half), Vector256.WidenUpper(half));
            return HalfRegister.Widen(bits).As<float, T>();
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
            Vector128<short> half = Vector128.LoadUnsafe(ref At<TStorage, short>(in origin), index);
            Vector256<int> bits = Avx2.IsSupported
                ? Avx2.ConvertToVector256Int32(half)
                : Vector256.Create(Vector128.WidenLower(half), Vector128.WidenUpper(half));
            return HalfRegister.Widen(bits).As<float, T>();
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
            Vector512<int> bits = HalfRegister.Narrow(value.As<T, float>());
            Vector256<short> half = Avx512F.IsSupported
                ? Avx512F.ConvertToVector256Int16(bits)
                : Vector256.Narrow(bits.GetLower(), bits.GetUpper());
            half.StoreUnsafe(ref At<TStorage, short>(in origin), index);
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
            Vector256<int> bits = HalfRegister.Narrow(value.As<T, float>());
            Vector128.Narrow(bits.GetLower(), bits.GetUpper()).StoreUnsafe(ref At<TStorage, short>(in origin), index);
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

    /// <summary>The first <paramref name="lanes"/> lanes, none if negative and all if more than there are; the others +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadFirst512<TStorage>(ref readonly TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        if (lanes >= Vector512<T>.Count)
        {
            return Load512(in origin, index);
        }

        int half = Vector256<T>.Count;
        return lanes <= half
            ? Vector512.Create(LoadFirst256(in origin, index, lanes), Vector256<T>.Zero)
            : Vector512.Create(Load256(in origin, index), LoadFirst256(in origin, index + (nuint)half, lanes - half));
    }

    /// <inheritdoc cref="LoadFirst512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadFirst256<TStorage>(ref readonly TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        if (lanes >= Vector256<T>.Count)
        {
            return Load256(in origin, index);
        }

        int half = Vector128<T>.Count;
        return lanes <= half
            ? Vector256.Create(LoadFirst128(in origin, index, lanes), Vector128<T>.Zero)
            : Vector256.Create(Load128(in origin, index), LoadFirst128(in origin, index + (nuint)half, lanes - half));
    }

    /// <inheritdoc cref="LoadFirst512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadFirst128<TStorage>(ref readonly TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        if (lanes >= Vector128<T>.Count)
        {
            return Load128(in origin, index);
        }

        if (lanes <= 0)
        {
            return Vector128<T>.Zero;
        }

        ref byte start = ref ByteAt(in origin, index);
        int bytes = lanes * Unsafe.SizeOf<TStorage>();
        if (typeof(TStorage) == typeof(T))
        {
            return bytes < sizeof(ulong)
                ? Vector128.CreateScalar(ReadFirst(ref start, bytes)).As<ulong, T>()
                : Vector128.Create(
                    Unsafe.ReadUnaligned<ulong>(ref start),
                    ReadFirst(ref Unsafe.Add(ref start, sizeof(ulong)), bytes - sizeof(ulong))).As<ulong, T>();
        }

        if (IsHalf<TStorage>())
        {
            return WidenFour(ReadFirst(ref start, bytes));
        }

        Lane<T>.ThrowStorageNotSupported<TStorage>();
        return default;
    }

    /// <summary>Stores the first <paramref name="lanes"/> lanes, none if negative and all if more than there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Vector512<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        int half = Vector256<T>.Count;
        if (lanes >= Vector512<T>.Count)
        {
            Store(value, ref origin, index);
        }
        else if (lanes <= half)
        {
            StoreFirst(value.GetLower(), ref origin, index, lanes);
        }
        else
        {
            Store(value.GetLower(), ref origin, index);
            StoreFirst(value.GetUpper(), ref origin, index + (nuint)half, lanes - half);
        }
    }

    /// <inheritdoc cref="StoreFirst{TStorage}(Vector512{T}, ref TStorage, nuint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Vector256<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        int half = Vector128<T>.Count;
        if (lanes >= Vector256<T>.Count)
        {
            Store(value, ref origin, index);
        }
        else if (lanes <= half)
        {
            StoreFirst(value.GetLower(), ref origin, index, lanes);
        }
        else
        {
            Store(value.GetLower(), ref origin, index);
            StoreFirst(value.GetUpper(), ref origin, index + (nuint)half, lanes - half);
        }
    }

    /// <inheritdoc cref="StoreFirst{TStorage}(Vector512{T}, ref TStorage, nuint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TStorage>(Vector128<T> value, ref TStorage origin, nuint index, int lanes)
        where TStorage : unmanaged
    {
        if (lanes >= Vector128<T>.Count)
        {
            Store(value, ref origin, index);
            return;
        }

        if (lanes <= 0)
        {
            return;
        }

        ref byte start = ref ByteAt(in origin, index);
        int bytes = lanes * Unsafe.SizeOf<TStorage>();
        if (typeof(TStorage) == typeof(T))
        {
            Vector128<ulong> bits = value.AsUInt64();
            if (bytes < sizeof(ulong))
            {
                WriteFirst(ref start, bits.ToScalar(), bytes);
            }
            else
            {
                Unsafe.WriteUnaligned(ref start, bits.ToScalar());
                WriteFirst(ref Unsafe.Add(ref start, sizeof(ulong)), bits.GetElement(1), bytes - sizeof(ulong));
            }
        }
        else if (IsHalf<TStorage>())
        {
            WriteFirst(ref start, NarrowFour(value), bytes);
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
    private static Vector128<T> WidenFour(ulong halves) =>
        HalfRegister.Widen(Vector128.WidenLower(Vector128.CreateScalar(halves).AsInt16())).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NarrowFour(Vector128<T> value)
    {
        Vector128<int> bits = HalfRegister.Narrow(value.As<T, float>());
        return Vector128.Narrow(bits, bits).AsUInt64().ToScalar();
    }

    /// <summary>The first 0, 2, 4 or 6 bytes, then zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadFirst(ref byte start, int bytes) => bytes switch
    {
        0 => 0,
        2 => Unsafe.ReadUnaligned<ushort>(ref start),
        4 => Unsafe.ReadUnaligned<uint>(ref start),
        _ => Unsafe.ReadUnaligned<uint>(ref start) | ((ulong)Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref start, 4)) << 32),
    };

    /// <summary>Writes the first 0, 2, 4 or 6 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteFirst(ref byte start, ulong value, int bytes)
    {
        if (bytes == 2)
        {
            Unsafe.WriteUnaligned(ref start, (ushort)value);
        }
        else if (bytes >= 4)
        {
            Unsafe.WriteUnaligned(ref start, (uint)value);
            if (bytes == 6)
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, 4), (ushort)(value >> 32));
            }
        }
    }
}
