using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <content>The last lanes of a block.</content>
public readonly partial struct Lanes512<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes512<T> LoadLast<TStorage>(ref readonly TStorage origin, nuint end, int lanes, T fill)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) != typeof(T) || !Avx512F.IsSupported)
        {
            return LastLanes<Lanes512<T>, T>.Load(in origin, end, lanes, fill);
        }

        fixed (TStorage* start = &origin)
        {
            return typeof(T) == typeof(float)
                ? new(Avx512F.MaskLoad((float*)start + end - Vector512<T>.Count, Last(lanes).AsSingle(), Vector512.Create(fill).AsSingle()).As<float, T>())
                : new(Avx512F.MaskLoad((double*)start + end - Vector512<T>.Count, Last(lanes).AsDouble(), Vector512.Create(fill).AsDouble()).As<double, T>());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreLast<TStorage>(Lanes512<T> value, ref TStorage origin, nuint end, int lanes)
        where TStorage : unmanaged
    {
        if (typeof(TStorage) != typeof(T) || !Avx512F.IsSupported)
        {
            LastLanes<Lanes512<T>, T>.Store(value, ref origin, end, lanes);
            return;
        }

        fixed (TStorage* start = &origin)
        {
            if (typeof(T) == typeof(float))
            {
                Avx512F.MaskStore((float*)start + end - Vector512<T>.Count, Last(lanes).AsSingle(), value._all.AsSingle());
            }
            else
            {
                Avx512F.MaskStore((double*)start + end - Vector512<T>.Count, Last(lanes).AsDouble(), value._all.AsDouble());
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Last(int lanes) =>
        Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(Lane<T>.From(Vector512<T>.Count - lanes)));
}
