using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Lanes of two registers in turn: low, high, low, high.</content>
internal static partial class RegisterMemory<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs<TStorage>(Vector512<T> low, Vector512<T> high, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (IsHalf<TStorage>())
        {
            HalfPairs.Narrow(low.AsSingle(), high.AsSingle()).StoreUnsafe(ref Unsafe.As<byte, int>(ref ByteAt(in origin, index)));
            return;
        }

        StorePairs(low.GetLower(), high.GetLower(), ref origin, index);
        StorePairs(low.GetUpper(), high.GetUpper(), ref origin, index + (nuint)Vector512<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs<TStorage>(Vector256<T> low, Vector256<T> high, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (IsHalf<TStorage>())
        {
            HalfPairs.Narrow(low.AsSingle(), high.AsSingle()).StoreUnsafe(ref Unsafe.As<byte, int>(ref ByteAt(in origin, index)));
            return;
        }

        StorePairs(low.GetLower(), high.GetLower(), ref origin, index);
        StorePairs(low.GetUpper(), high.GetUpper(), ref origin, index + (nuint)Vector256<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs<TStorage>(Vector128<T> low, Vector128<T> high, ref TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        if (IsHalf<TStorage>())
        {
            HalfPairs.Narrow(low.AsSingle(), high.AsSingle()).StoreUnsafe(ref Unsafe.As<byte, int>(ref ByteAt(in origin, index)));
            return;
        }

        Store(Interleave.Low(low, high), ref origin, index);
        Store(Interleave.High(low, high), ref origin, index + (nuint)Vector128<T>.Count);
    }
}
