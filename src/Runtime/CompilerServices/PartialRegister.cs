using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Moves the first bytes of a register without touching memory after them: whole smaller registers and scalars side by
/// side, which folds to a few moves where the number of bytes is a constant. The number is even, none are moved if it is
/// negative and all if it is too large.
/// </summary>
internal static class PartialRegister
{
    /// <summary>The first <paramref name="bytes"/> bytes, then zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load512(ref byte start, int bytes) => bytes switch
    {
        >= 64 => Vector512.LoadUnsafe(ref start),
        <= 32 => Load256(ref start, bytes).ToVector512(),
        _ => Vector256.LoadUnsafe(ref start).ToVector512Unsafe().WithUpper(Load256(ref Unsafe.Add(ref start, 32), bytes - 32)),
    };

    /// <inheritdoc cref="Load512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load256(ref byte start, int bytes) => bytes switch
    {
        >= 32 => Vector256.LoadUnsafe(ref start),
        <= 16 => Load128(ref start, bytes).ToVector256(),
        _ => Vector128.LoadUnsafe(ref start).ToVector256Unsafe().WithUpper(Load128(ref Unsafe.Add(ref start, 16), bytes - 16)),
    };

    /// <inheritdoc cref="Load512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load128(ref byte start, int bytes) => bytes switch
    {
        >= 16 => Vector128.LoadUnsafe(ref start),
        <= 0 => Vector128<byte>.Zero,
        4 => Vector128.CreateScalar(Unsafe.ReadUnaligned<float>(ref start)).AsByte(),
        8 => Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref start)).AsByte(),
        12 => Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref start)).AsSingle()
            .WithElement(2, Unsafe.ReadUnaligned<float>(ref Unsafe.Add(ref start, 8))).AsByte(),
        < 8 => Vector128.CreateScalar(Load64(ref start, bytes)).AsByte(),
        _ => Vector128.Create(
            Unsafe.ReadUnaligned<ulong>(ref start), Load64(ref Unsafe.Add(ref start, 8), bytes - 8)).AsByte(),
    };

    /// <inheritdoc cref="Load512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load64(ref byte start, int bytes) => bytes switch
    {
        >= 8 => Unsafe.ReadUnaligned<ulong>(ref start),
        <= 0 => 0,
        2 => Unsafe.ReadUnaligned<ushort>(ref start),
        4 => Unsafe.ReadUnaligned<uint>(ref start),
        _ => Unsafe.ReadUnaligned<uint>(ref start) | ((ulong)Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref start, 4)) << 32),
    };

    /// <summary>Stores the first <paramref name="bytes"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<byte> value, ref byte start, int bytes)
    {
        if (bytes >= 64)
        {
            value.StoreUnsafe(ref start);
        }
        else if (bytes <= 32)
        {
            Store(value.GetLower(), ref start, bytes);
        }
        else
        {
            value.GetLower().StoreUnsafe(ref start);
            Store(value.GetUpper(), ref Unsafe.Add(ref start, 32), bytes - 32);
        }
    }

    /// <inheritdoc cref="Store(Vector512{byte}, ref byte, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<byte> value, ref byte start, int bytes)
    {
        if (bytes >= 32)
        {
            value.StoreUnsafe(ref start);
        }
        else if (bytes <= 16)
        {
            Store(value.GetLower(), ref start, bytes);
        }
        else
        {
            value.GetLower().StoreUnsafe(ref start);
            Store(value.GetUpper(), ref Unsafe.Add(ref start, 16), bytes - 16);
        }
    }

    /// <inheritdoc cref="Store(Vector512{byte}, ref byte, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<byte> value, ref byte start, int bytes)
    {
        if (bytes >= 16)
        {
            value.StoreUnsafe(ref start);
        }
        else if (bytes <= 8)
        {
            Store(value.AsUInt64().ToScalar(), ref start, bytes);
        }
        else
        {
            Unsafe.WriteUnaligned(ref start, value.AsUInt64().ToScalar());
            Store(value.AsUInt64().GetElement(1), ref Unsafe.Add(ref start, 8), bytes - 8);
        }
    }

    /// <inheritdoc cref="Store(Vector512{byte}, ref byte, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ulong value, ref byte start, int bytes)
    {
        if (bytes >= 8)
        {
            Unsafe.WriteUnaligned(ref start, value);
        }
        else if (bytes >= 4)
        {
            Unsafe.WriteUnaligned(ref start, (uint)value);
            if (bytes == 6)
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, 4), (ushort)(value >> 32));
            }
        }
        else if (bytes == 2)
        {
            Unsafe.WriteUnaligned(ref start, (ushort)value);
        }
    }
}
