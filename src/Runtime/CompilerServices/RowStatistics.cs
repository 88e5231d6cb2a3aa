using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>What the normalisations know of a row before they change it, summed in a fixed order.</summary>
/// <remarks>
/// Nothing is allocated, and nothing is checked against bounds: <c>length</c> ≥ 1 counts the elements of the row. Four
/// blocks are summed side by side, and a long sum is one of sums, so its rounding error hardly grows with the length.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowStatistics
{
    /// <summary>Blocks that are summed side by side.</summary>
    private const int Phases = 4;

    /// <summary>Blocks of one partial sum of a long row.</summary>
    private const int Section = 64 * Phases;

    /// <summary>The mean.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Mean<V, T, TIn>(ref readonly TIn row, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
    {
        V total = V.Zero;
        nuint index = 0;
        while (index + V.Count <= length)
        {
            nuint end = nuint.Min(index + Section * V.Count, length);
            V sum0 = V.Zero;
            V sum1 = V.Zero;
            V sum2 = V.Zero;
            V sum3 = V.Zero;
            for (; index + Phases * V.Count <= end; index += Phases * V.Count)
            {
                sum0 = V.AddAt(sum0, in row, index);
                sum1 = V.AddAt(sum1, in row, index + V.Count);
                sum2 = V.AddAt(sum2, in row, index + 2 * V.Count);
                sum3 = V.AddAt(sum3, in row, index + 3 * V.Count);
            }

            for (; index + V.Count <= end; index += V.Count)
            {
                sum0 = V.AddAt(sum0, in row, index);
            }

            total += sum0 + sum2 + (sum1 + sum3);
        }

        total += V.LoadFirst(in row, index, (int)(length - index), T.Zero);
        return V.SumAcross(total) / Lane<T>.From(length);
    }

    /// <summary>1 / √(variance + epsilon), from the squares of what is left without the mean: E[x²] − E[x]² would cancel.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T InverseDeviation<V, T, TIn>(ref readonly TIn row, nuint length, T mean, double epsilon)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged =>
        T.One / T.Sqrt(SumOfSquares<V, T, TIn>(in row, length, mean) / Lane<T>.From(length) + Lane<T>.From(epsilon));

    /// <summary>1 / √(mean of squares + epsilon).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T InverseRootMeanSquare<V, T, TIn>(ref readonly TIn row, nuint length, double epsilon)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged => InverseDeviation<V, T, TIn>(in row, length, T.Zero, epsilon);

    /// <summary>1 / √(sum of squares), the sum not being below epsilon.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T InverseNorm<V, T, TIn>(ref readonly TIn row, nuint length, double epsilon)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged =>
        T.One / T.Sqrt(T.Max(SumOfSquares<V, T, TIn>(in row, length, T.Zero), Lane<T>.From(epsilon)));

    /// <summary>Σ (x − center)²</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T SumOfSquares<V, T, TIn>(ref readonly TIn row, nuint length, T center)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
    {
        V middle = V.Splat(center);
        V total = V.Zero;
        nuint index = 0;
        while (index + V.Count <= length)
        {
            nuint end = nuint.Min(index + Section * V.Count, length);
            V sum0 = V.Zero;
            V sum1 = V.Zero;
            V sum2 = V.Zero;
            V sum3 = V.Zero;
            for (; index + Phases * V.Count <= end; index += Phases * V.Count)
            {
                sum0 = AddSquare<V, T>(V.Load(in row, index) - middle, sum0);
                sum1 = AddSquare<V, T>(V.Load(in row, index + V.Count) - middle, sum1);
                sum2 = AddSquare<V, T>(V.Load(in row, index + 2 * V.Count) - middle, sum2);
                sum3 = AddSquare<V, T>(V.Load(in row, index + 3 * V.Count) - middle, sum3);
            }

            for (; index + V.Count <= end; index += V.Count)
            {
                sum0 = AddSquare<V, T>(V.Load(in row, index) - middle, sum0);
            }

            total += sum0 + sum2 + (sum1 + sum3);
        }

        // Lanes after the row hold the center, whose difference is 0; with an infinite one the result is NaN anyway.
        V last = V.LoadFirst(in row, index, (int)(length - index), center) - middle;
        return V.SumAcross(AddSquare<V, T>(last, total));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AddSquare<V, T>(V value, V sum)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.MultiplyAdd(value, value, sum);
}
