using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <content>The projection onto the simplex.</content>
public static partial class RowActivations
{
    /// <inheritdoc cref="Activation.Sparsemax"/>
    /// <remarks>
    /// Michelot's method (1986), which needs neither sorting nor scratch: from a set that holds the support, take
    /// τ = (Σ z − 1) / count, drop what is not above τ, repeat until nothing drops. With the maximum subtracted, τ is never
    /// below −1, so the first set is z &gt; −1; mostly a handful of elements are left, and two or three passes do.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sparsemax<V, T, TIn, TOut>(ref readonly TIn row, ref TOut destination, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        V maximum = V.Splat(Maximum<V, T, TIn>(in row, length));
        nuint whole = length - (length % V.Count);
        int rest = (int)(length - whole);
        V last = V.LoadFirst(in row, whole, rest, T.NegativeInfinity) - maximum;

        T threshold = -T.One;
        T before = T.PositiveInfinity;
        while (true)
        {
            V bound = V.Splat(threshold);
            V active = V.LessThan(bound, last);
            V sum = V.Select(active, last, V.Zero);
            V count = V.Select(active, V.Constant(1), V.Zero);
            for (nuint index = 0; index < whole; index += V.Count)
            {
                V z = V.Load(in row, index) - maximum;
                active = V.LessThan(bound, z);
                sum += V.Select(active, z, V.Zero);
                count += V.Select(active, V.Constant(1), V.Zero);
            }

            T left = V.SumAcross(count);
            if (left >= before)
            {
                break;
            }

            // No element above −1 means that the maximum is not finite: τ = −∞ then makes the whole row NaN.
            threshold = (V.SumAcross(sum) - T.One) / left;
            before = left;
        }

        V subtrahend = V.Splat(threshold);
        for (nuint index = 0; index < whole; index += V.Count)
        {
            V.Store(Activations.Relu<V, T>(V.Load(in row, index) - maximum - subtrahend), ref destination, index);
        }

        V.StoreFirst(Activations.Relu<V, T>(last - subtrahend), ref destination, whole, rest);
    }
}
