using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Moves one register of lanes of <typeparamref name="T"/> between memory and processor, converting where memory holds
/// another type. Nothing is checked against bounds.
/// </summary>
internal static partial class RegisterMemory<T>
    where T : unmanaged
{
    /// <summary>One element. A half is widened in a register: the conversion of .NET 10 is a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadScalar<TStorage>(ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) == typeof(T))
        {
            return Unsafe.Add(ref At<TStorage, T>(in origin), index);
        }

        if (IsHalf<TStorage>())
        {
            return HalfRegister.Widen(Vector128.CreateScalar((int)Unsafe.Add(ref At<TStorage, short>(in origin), index))).As<float, T>().ToScalar();
        }

        Lane<T>.ThrowStorageNotSupported<TStorage>();
        return default;
    }

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

    /// <summary>
    /// The first <paramref name="lanes"/> lanes, none if negative and all if more than there are; the others are
    /// <paramref name="fill"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector512<T> LoadFirst512<TStorage>(ref readonly TStorage origin, nuint index, int lanes, Vector512<T> fill)
        where TStorage : unmanaged
    {
        Vector512<T> mask = Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(Lane<T>.From(lanes)));
        Vector512<T> loaded;
        if (typeof(TStorage) == typeof(T) && Avx512F.IsSupported)
        {
            fixed (TStorage* start = &origin)
            {
                return typeof(T) == typeof(float)
                    ? Avx512F.MaskLoad((float*)start + index, mask.AsSingle(), fill.AsSingle()).As<float, T>()
                    : Avx512F.MaskLoad((double*)start + index, mask.AsDouble(), fill.AsDouble()).As<double, T>();
            }
        }
        else if (typeof(TStorage) == typeof(T))
        {
            loaded = PartialRegister.Load512(ref ByteAt(in origin, index), lanes * Unsafe.SizeOf<T>()).As<byte, T>();
        }
        else if (IsHalf<TStorage>())
        {
            ref byte start = ref ByteAt(in origin, index);
            int bytes = lanes * sizeof(short);
            loaded = WidenSixteen(PartialRegister.Load256(ref start, bytes).AsInt16());
        }
        else
        {
            loaded = default;
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }

        return Vector512.ConditionalSelect(mask, loaded, fill);
    }

    /// <inheritdoc cref="LoadFirst512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<T> LoadFirst256<TStorage>(ref readonly TStorage origin, nuint index, int lanes, Vector256<T> fill)
        where TStorage : unmanaged
    {
        Vector256<T> mask = Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(Lane<T>.From(lanes)));
        Vector256<T> loaded;
        if (typeof(TStorage) == typeof(T) && Avx.IsSupported)
        {
            fixed (TStorage* start = &origin)
            {
                loaded = typeof(T) == typeof(float)
                    ? Avx.MaskLoad((float*)start + index, mask.AsSingle()).As<float, T>()
                    : Avx.MaskLoad((double*)start + index, mask.AsDouble()).As<double, T>();
            }
        }
        else if (typeof(TStorage) == typeof(T))
        {
            loaded = PartialRegister.Load256(ref ByteAt(in origin, index), lanes * Unsafe.SizeOf<T>()).As<byte, T>();
        }
        else if (IsHalf<TStorage>())
        {
            ref byte start = ref ByteAt(in origin, index);
            int bytes = lanes * sizeof(short);
            loaded = WidenEight(PartialRegister.Load128(ref start, bytes).AsInt16());
        }
        else
        {
            loaded = default;
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }

        return Vector256.ConditionalSelect(mask, loaded, fill);
    }

    /// <inheritdoc cref="LoadFirst512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector128<T> LoadFirst128<TStorage>(ref readonly TStorage origin, nuint index, int lanes, Vector128<T> fill)
        where TStorage : unmanaged
    {
        Vector128<T> mask = Vector128.LessThan(Vector128<T>.Indices, Vector128.Create(Lane<T>.From(lanes)));
        Vector128<T> loaded;
        if (typeof(TStorage) == typeof(T) && Avx.IsSupported)
        {
            fixed (TStorage* start = &origin)
            {
                loaded = typeof(T) == typeof(float)
                    ? Avx.MaskLoad((float*)start + index, mask.AsSingle()).As<float, T>()
                    : Avx.MaskLoad((double*)start + index, mask.AsDouble()).As<double, T>();
            }
        }
        else if (typeof(TStorage) == typeof(T))
        {
            loaded = PartialRegister.Load128(ref ByteAt(in origin, index), lanes * Unsafe.SizeOf<T>()).As<byte, T>();
        }
        else if (IsHalf<TStorage>())
        {
            ref byte start = ref ByteAt(in origin, index);
            int bytes = lanes * sizeof(short);
            loaded = WidenFour(PartialRegister.Load64(ref start, bytes));
        }
        else
        {
            loaded = default;
            Lane<T>.ThrowStorageNotSupported<TStorage>();
        }

        return Vector128.ConditionalSelect(mask, loaded, fill);
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
}
