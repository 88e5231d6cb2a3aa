using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <content>Functions with numbers of their own: constants in generated code, which the JIT folds.</content>
public static partial class Activations
{
    /// <summary>maximum above maximum, x from the threshold on, slope · (x − threshold) below.</summary>
    /// <remarks>A slope of 0 gives +0 for −∞ too.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Relu<V, T>(V x, double slope, double threshold, double maximum)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V result;
        if (slope == 0)
        {
            result = threshold == 0 ? Relu<V, T>(x) : V.Select(V.LessThan(x, V.Constant(threshold)), V.Zero, x);
        }
        else
        {
            V below = threshold == 0 ? x : x - V.Constant(threshold);
            result = V.Select(V.LessThan(x, V.Constant(threshold)), V.Constant(slope) * below, x);
        }

        return double.IsPositiveInfinity(maximum) ? result : NotAbove<V, T>(result, maximum);
    }

    /// <summary>x, or slope · x below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rectify<V, T>(V x, V slope)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Select(V.LessThan(x, V.Zero), slope * x, x);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Elu<V, T>(V x, double alpha)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.LessThan(V.Zero, x), x, V.Constant(alpha) * VectorMath.ExpMinusOne<V, T>(NotAbove<V, T>(x, 0)));

    /// <inheritdoc cref="Activation.Celu"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Celu<V, T>(V x, double alpha)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V divisor = V.Constant(alpha);
        return V.Select(V.LessThan(V.Zero, x), x, divisor * VectorMath.ExpMinusOne<V, T>(NotAbove<V, T>(x, 0) / divisor));
    }

    /// <summary>slope · x + offset, not below 0 and not above 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardSigmoid<V, T>(V x, double slope, double offset)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        NotAbove<V, T>(NotBelow<V, T>(V.MultiplyAdd(V.Constant(slope), x, V.Constant(offset)), 0), 1);

    /// <summary>x, not below lower and not above upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardTanh<V, T>(V x, double lower, double upper)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NotAbove<V, T>(NotBelow<V, T>(x, lower), upper);

    /// <summary>x moved towards 0 by the threshold, 0 up to there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SoftShrink<V, T>(V x, double threshold)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x - NotAbove<V, T>(NotBelow<V, T>(x, -threshold), threshold);

    /// <summary>x where it is larger in size than the threshold, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardShrink<V, T>(V x, double threshold)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.LessThanOrEqual(V.Abs(x), V.Constant(threshold)), V.Zero, x);
}
