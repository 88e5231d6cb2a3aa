using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Maxima where a NaN may be about. Generated kernels take the <see cref="IVector{TSelf, T}.MaximumOfNumbersAt"/> of what
/// they read, and come here for the whole tile once they have seen a NaN.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExactMaximum
{
    /// <summary>y[lane] = the <see cref="IVector{TSelf, T}.Maximum"/> of x[row · stride + lane] over all rows.</summary>
    /// <typeparam name="TVector">The block to work with.</typeparam>
    /// <typeparam name="T">The type that is computed in.</typeparam>
    /// <typeparam name="TSource">The element type of <paramref name="x"/>.</typeparam>
    /// <typeparam name="TDestination">The element type of <paramref name="y"/>.</typeparam>
    /// <param name="x">The first lane of the first row.</param>
    /// <param name="y">The first maximum; apart from <paramref name="x"/>.</param>
    /// <param name="rows">Rows; at least 1.</param>
    /// <param name="stride">Elements from a row to the next.</param>
    /// <param name="lanes">Lanes; at least a block.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows<TVector, T, TSource, TDestination>(ref TSource x, ref TDestination y, nuint rows, nuint stride, nuint lanes)
        where TVector : struct, IVector<TVector, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSource : unmanaged
        where TDestination : unmanaged
    {
        for (nuint lane = 0; lane < lanes; lane += TVector.Count)
        {
            nuint at = Math.Min(lane, lanes - TVector.Count);
            TVector maximum = TVector.Load(ref x, at);
            for (nuint row = 1; row < rows; row++)
            {
                maximum = TVector.MaximumAt(maximum, ref x, (row * stride) + at);
            }

            TVector.Store(maximum, ref y, at);
        }
    }
}
