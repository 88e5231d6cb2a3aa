using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>The members of <see cref="Activation"/> that work along a row, of a fixed order of summation.</summary>
/// <remarks>
/// Rows may be worked on in place: <c>destination</c> is the row itself or does not overlap it. Nothing is allocated, and
/// nothing is checked against bounds: <c>length</c> ≥ 1 counts the elements of the input row. A row of at most one block
/// stays in registers.
/// <para>
/// A NaN makes the whole row NaN, and so do +∞ and a row of −∞ only, whose limit is not defined (except for
/// <see cref="Glu"/>, which works element by element).
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class RowActivations
{
    /// <inheritdoc cref="Activation.Softmax"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax<V, T, TIn, TOut>(ref readonly TIn row, ref TOut destination, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        if (IsInterpreted<T, TIn, TOut>())
        {
            Interpreted(in Unsafe.As<TIn, T>(ref Unsafe.AsRef(in row)), ref Unsafe.As<TOut, T>(ref destination), length);
        }
        else
        {
            SoftmaxInVectors<V, T, TIn, TOut>(in row, ref destination, length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SoftmaxInVectors<V, T, TIn, TOut>(ref readonly TIn row, ref TOut destination, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        if (length <= V.Count)
        {
            V x = V.LoadFirst(in row, 0, (int)length, T.NegativeInfinity);
            V power = VectorMath.ExpToOne<V, T>(x - V.Splat(V.MaximumAcross(x)));
            V.StoreFirst(power / V.Splat(V.SumAcross(power)), ref destination, 0, (int)length);
        }
        else
        {
            LongSoftmax<V, T, TIn, TOut>(in row, ref destination, length);
        }
    }

    /// <inheritdoc cref="Activation.LogSoftmax"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LogSoftmax<V, T, TIn, TOut>(ref readonly TIn row, ref TOut destination, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        if (IsInterpreted<T, TIn, TOut>() && typeof(T) == typeof(float))
        {
            InterpretedLog(in Unsafe.As<TIn, float>(ref Unsafe.AsRef(in row)), ref Unsafe.As<TOut, float>(ref destination), (int)length);
        }
        else if (length <= V.Count)
        {
            V x = V.LoadFirst(in row, 0, (int)length, T.NegativeInfinity);
            V shifted = x - V.Splat(V.MaximumAcross(x));
            V power = VectorMath.ExpToOne<V, T>(shifted);
            V.StoreFirst(shifted - VectorMath.Log<V, T>(V.Splat(V.SumAcross(power))), ref destination, 0, (int)length);
        }
        else
        {
            LongLogSoftmax<V, T, TIn, TOut>(in row, ref destination, length);
        }
    }

    /// <inheritdoc cref="Activation.Glu"/>
    /// <remarks>The length is that of the input row and even; half as many elements are written.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Glu<V, T, TIn, TOut>(ref readonly TIn row, ref TOut destination, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        nuint half = length / 2;
        nuint index = 0;
        for (; index + V.Count <= half; index += V.Count)
        {
            V gate = VectorMath.Sigmoid<V, T>(V.Load(in row, half + index));
            V.Store(V.Load(in row, index) * gate, ref destination, index);
        }

        if (index < half)
        {
            int rest = (int)(half - index);
            V gate = VectorMath.Sigmoid<V, T>(V.LoadFirst(in row, half + index, rest, T.Zero));
            V.StoreFirst(V.LoadFirst(in row, index, rest, T.Zero) * gate, ref destination, index, rest);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void LongSoftmax<V, T, TIn, TOut>(ref readonly TIn row, ref TOut destination, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        V maximum = V.Splat(Maximum<V, T, TIn>(in row, length));

        // A narrower storage type must be rounded to once only, so the powers are kept in it only if it is T itself.
        bool keep = typeof(TOut) == typeof(T);
        V sum = V.Zero;
        nuint index = 0;
        for (; index + V.Count <= length; index += V.Count)
        {
            V power = VectorMath.ExpToOne<V, T>(V.Load(in row, index) - maximum);
            sum += power;
            if (keep)
            {
                V.Store(power, ref destination, index);
            }
        }

        int rest = (int)(length - index);
        V last = VectorMath.ExpToOne<V, T>(V.LoadFirst(in row, index, rest, T.NegativeInfinity) - maximum);
        V total = V.Splat(V.SumAcross(sum + last));
        for (nuint whole = 0; whole < index; whole += V.Count)
        {
            V power = keep ? V.Load(in destination, whole) : VectorMath.ExpToOne<V, T>(V.Load(in row, whole) - maximum);
            V.Store(power / total, ref destination, whole);
        }

        V.StoreFirst(last / total, ref destination, index, rest);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void LongLogSoftmax<V, T, TIn, TOut>(ref readonly TIn row, ref TOut destination, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
        where TOut : unmanaged
    {
        T maximum = Maximum<V, T, TIn>(in row, length);
        V shift = V.Splat(maximum);
        V logOfSum = VectorMath.Log<V, T>(V.Splat(SumOfPowers<V, T, TIn>(in row, length, maximum)));
        nuint index = 0;
        for (; index + V.Count <= length; index += V.Count)
        {
            V.Store(V.Load(in row, index) - shift - logOfSum, ref destination, index);
        }

        int rest = (int)(length - index);
        V last = V.LoadFirst(in row, index, rest, T.Zero);
        V.StoreFirst(last - shift - logOfSum, ref destination, index, rest);
    }

    /// <summary>Σ e^(x − maximum); a method of its own, because the JIT inlines no more than 512 locals into one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T SumOfPowers<V, T, TIn>(ref readonly TIn row, nuint length, T maximum)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
    {
        V shift = V.Splat(maximum);
        V sum = V.Zero;
        nuint index = 0;
        for (; index + V.Count <= length; index += V.Count)
        {
            sum += VectorMath.ExpToOne<V, T>(V.Load(in row, index) - shift);
        }

        V last = V.LoadFirst(in row, index, (int)(length - index), T.NegativeInfinity);
        return V.SumAcross(sum + VectorMath.ExpToOne<V, T>(last - shift));
    }

    /// <summary>The maximum of a row, NaN if it has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Maximum<V, T, TIn>(ref readonly TIn row, nuint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIn : unmanaged
    {
        V even = V.Splat(T.NegativeInfinity);
        V odd = even;
        nuint index = 0;
        for (; index + 2 * V.Count <= length; index += 2 * V.Count)
        {
            even = V.MaximumAt(even, in row, index);
            odd = V.MaximumAt(odd, in row, index + V.Count);
        }

        if (index + V.Count <= length)
        {
            even = V.MaximumAt(even, in row, index);
            index += V.Count;
        }

        V last = V.LoadFirst(in row, index, (int)(length - index), T.NegativeInfinity);
        return V.MaximumAcross(V.Maximum(V.Maximum(even, odd), last));
    }
}
