using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>Enlarges images by whole factors, each value a weighted mean of the four nearest ones.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BilinearRows
{
    /// <summary>
    /// (height, width, channels) → (height · verticalFactor, width · horizontalFactor, channels) with the centres of
    /// pixels half a pixel from their edges, and the edge's values beyond it. Nothing is allocated or checked against bounds.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Enlarge<V, T, TIn, TOut>(ref TIn image, ref TOut destination, nuint height, nuint width, nuint channels, nuint verticalFactor, nuint horizontalFactor)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        nuint outputWidth = width * horizontalFactor;
        for (nuint y = 0; y < height * verticalFactor; y++)
        {
            (nuint top, nuint bottom, T down) = Place<T>(y, height, verticalFactor);
            for (nuint x = 0; x < outputWidth; x++)
            {
                (nuint left, nuint right, T across) = Place<T>(x, width, horizontalFactor);
                Blend<V, T, TIn, TOut>(
                    ref Unsafe.Add(ref image, (top * width + left) * channels),
                    ref Unsafe.Add(ref image, (top * width + right) * channels),
                    ref Unsafe.Add(ref image, (bottom * width + left) * channels),
                    ref Unsafe.Add(ref image, (bottom * width + right) * channels),
                    ref Unsafe.Add(ref destination, (y * outputWidth + x) * channels),
                    channels,
                    across,
                    down);
            }
        }
    }

    /// <summary>
    /// The two neighbours of a position, and the weight of the second. Where both are the same it is a half: that gives the
    /// value itself, infinities too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nuint First, nuint Second, T Weight) Place<T>(nuint position, nuint length, nuint factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The distance from the centre of the pixel below, in halves of an output pixel.
        nuint pixel = position / factor;
        int distance = (2 * (int)(position % factor)) + 1 - (int)factor;
        if (distance == 0 || (distance < 0 && pixel == 0) || (distance > 0 && pixel == length - 1))
        {
            return (pixel, pixel, Lane<T>.From(0.5));
        }

        nuint first = distance < 0 ? pixel - 1 : pixel;
        int numerator = distance < 0 ? distance + (2 * (int)factor) : distance;
        return (first, first + 1, Lane<T>.From(numerator) / Lane<T>.From(2.0 * factor));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blend<V, T, TIn, TOut>(ref TIn topLeft, ref TIn topRight, ref TIn bottomLeft, ref TIn bottomRight, ref TOut destination, nuint channels, T across, T down)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        V right = V.Splat(across);
        V left = V.Splat(T.One - across);
        V bottom = V.Splat(down);
        V top = V.Splat(T.One - down);
        nuint index = 0;
        for (; index + V.Count <= channels; index += V.Count)
        {
            V above = V.MultiplyAdd(right, V.Load(in topRight, index), left * V.Load(in topLeft, index));
            V below = V.MultiplyAdd(right, V.Load(in bottomRight, index), left * V.Load(in bottomLeft, index));
            V.Store(V.MultiplyAdd(bottom, below, top * above), ref destination, index);
        }

        if (index < channels)
        {
            int rest = (int)(channels - index);
            V above = V.MultiplyAdd(right, V.LoadFirst(in topRight, index, rest, T.Zero), left * V.LoadFirst(in topLeft, index, rest, T.Zero));
            V below = V.MultiplyAdd(right, V.LoadFirst(in bottomRight, index, rest, T.Zero), left * V.LoadFirst(in bottomLeft, index, rest, T.Zero));
            V.StoreFirst(V.MultiplyAdd(bottom, below, top * above), ref destination, index, rest);
        }
    }
}
