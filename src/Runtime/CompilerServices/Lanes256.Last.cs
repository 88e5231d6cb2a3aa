using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <content>The last lanes of a block.</content>
public readonly partial struct Lanes256<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadLast<TStorage>(ref readonly TStorage origin, nuint end, int lanes, T fill)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) != typeof(T) || !Avx.IsSupported)
        {
            return LastLanes<Lanes256<T>, T>.Load(in origin, end, lanes, fill);
        }

        Vector256<T> others = Vector256.Create(fill);
        return new(
            LoadLast(in origin, end - (nuint)Vector256<T>.Count, lanes - Vector256<T>.Count, others),
            LoadLast(in origin, end, lanes, others));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLast<TStorage>(Lanes256<T> value, ref TStorage origin, nuint end, int lanes)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) != typeof(T) || !Avx2.IsSupported || lanes > Vector256<T>.Count)
        {
            LastLanes<Lanes256<T>, T>.Store(value, ref origin, end, lanes);
            return;
        }

        // Some processors take long for a masked store, so the lanes move to the front, from where they are stored in pieces.
        int left = Vector256<T>.Count - lanes;
        Vector256<int> order = Vector256<int>.Indices + Vector256.Create(left * Unsafe.SizeOf<T>() / sizeof(int));
        Vector256<T> first = Avx2.PermuteVar8x32(value._upper.AsInt32(), order).As<int, T>();
        RegisterMemory<T>.StoreFirst(first, ref origin, end - (nuint)lanes, lanes);
    }

    /// <summary>One register's part: it ends with the lane before <paramref name="end"/>, and <paramref name="lanes"/> beyond 0 and its own count mean none and all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<T> LoadLast<TStorage>(ref readonly TStorage origin, nuint end, int lanes, Vector256<T> others)
        where TStorage : unmanaged
    {
        Vector256<T> mask = Vector256.GreaterThanOrEqual(Vector256<T>.Indices, Vector256.Create(Lane<T>.From(Vector256<T>.Count - lanes)));
        fixed (TStorage* start = &origin)
        {
            Vector256<T> loaded = typeof(T) == typeof(float)
                ? Avx.MaskLoad((float*)start + end - Vector256<T>.Count, mask.AsSingle()).As<float, T>()
                : Avx.MaskLoad((double*)start + end - Vector256<T>.Count, mask.AsDouble()).As<double, T>();
            return Vector256.ConditionalSelect(mask, loaded, others);
        }
    }
}
