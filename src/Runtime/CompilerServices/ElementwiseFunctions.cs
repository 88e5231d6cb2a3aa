using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Those members of <see cref="Activations"/> that need an exponential, to be compiled into a loop over blocks: a call takes each block
/// through memory, and blocks wait for each other at its borders.
/// </summary>
/// <remarks>They give the bits of the methods of the same name in <see cref="Activations"/>, which call them.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementwiseFunctions
{
    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Elu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.LessThan(V.Zero, x), x, VectorMath.ExpMinusOne<V, T>(Activations.NotAbove<V, T>(x, 0)));

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Selu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V negative = V.Constant(1.0507009873554805 * 1.6732632423543772) * VectorMath.ExpMinusOne<V, T>(Activations.NotAbove<V, T>(x, 0));
        return V.Select(V.LessThan(V.Zero, x), V.Constant(1.0507009873554805) * x, negative);
    }

    /// <inheritdoc cref="Activation.Celu"/>
    /// <remarks>The same as <see cref="Elu{V, T}(V)"/> for an alpha of 1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Celu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elu<V, T>(x);

    /// <inheritdoc cref="Activation.Gelu"/>
    /// <remarks>max(x, 0) − |x|·Φ(−|x|), which is the same and accurate for negative x too.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gelu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.AtLeast(x, V.Zero) - VectorMath.TimesNormalTail<V, T>(V.Abs(x));

    /// <inheritdoc cref="Activation.GeluApproximate"/>
    /// <remarks>x·sigmoid(2u) with u = √(2/π)·(x + 0.044715·x³), because (1 + tanh(u)) / 2 = sigmoid(2u).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V GeluApproximate<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Zero in either type for −30 already; −∞·0 would be NaN.
        V bounded = Activations.NotBelow<V, T>(x, -30);
        V argument = bounded * V.MultiplyAdd(bounded * bounded, V.Constant(0.071354816272600249), V.Constant(1.5957691216057308));
        return bounded * VectorMath.Sigmoid<V, T>(argument);
    }

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Silu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V bounded = NotBelowUnderflow<V, T>(x);
        return bounded * VectorMath.Sigmoid<V, T>(bounded);
    }

    /// <inheritdoc cref="Activation.Mish"/>
    /// <remarks>tanh(log(1 + w)) = (w² + 2w) / (w² + 2w + 2); for positive x all is divided by w² = e^2x.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Mish<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V bounded = NotBelowUnderflow<V, T>(x);
        V z = VectorMath.ExpToOne<V, T>(-V.Abs(bounded));
        V negative = V.LessThan(x, V.Zero);
        V twice = V.Constant(2) * z;
        V numerator = V.Select(negative, z * z + twice, V.Constant(1) + twice);
        V rest = V.Select(negative, V.Constant(2), twice * z);
        return bounded * (numerator / (numerator + rest));
    }

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorMath.Sigmoid<V, T>(x);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorMath.Tanh<V, T>(x);

    /// <summary>sigmoid(gate) · tanh(x), as the gates of recurrent cells multiply it: fewer operations than the two, and a rounding or two more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SigmoidTimesTanh<V, T>(V gate, V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(V) == typeof(Lanes512<T>)
        ? VectorMath.SigmoidTimesTanh<V, T>(gate, x)
        : SigmoidTimesTanhApart<V, T>(gate, x);

    /// <summary>
    /// The same as a call: a block of several registers takes several times the code, and two of these in one kernel exceed what the JIT
    /// inlines, which leaves single operations as calls.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V SigmoidTimesTanhApart<V, T>(V gate, V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorMath.SigmoidTimesTanh<V, T>(gate, x);

    /// <summary>sigmoid(gate) · old + (1 − sigmoid(gate)) · tanh(x) for |old| ≤ 1, as gated recurrent units mix their output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V MixWithTanh<V, T>(V gate, V old, V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorMath.MixWithTanh<V, T>(gate, old, x);

    /// <inheritdoc cref="Activation.TanhShrink"/>
    /// <remarks>A polynomial below 1, where the difference would cancel.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhShrink<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V x2 = x * x;
        V inner = x * x2 * Approximations.TanhRemainder<V, T>(x2);
        return V.Select(V.LessThan(V.Abs(x), V.Constant(1)), inner, x - VectorMath.Tanh<V, T>(x));
    }

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Activations.Relu<V, T>(x) + VectorMath.LogOnePlus<V, T>(VectorMath.ExpToOne<V, T>(-V.Abs(x)));

    /// <inheritdoc cref="Activation.Exponential"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exponential<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorMath.Exp<V, T>(x);

    /// <inheritdoc cref="Activation.LogSigmoid"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogSigmoid<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Activations.NotAbove<V, T>(x, 0) - VectorMath.LogOnePlus<V, T>(VectorMath.ExpToOne<V, T>(-V.Abs(x)));

    /// <summary>x, but no less than where x·e^x is zero, so that −∞·0 does not come up; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NotBelowUnderflow<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Activations.NotBelow<V, T>(x, typeof(T) == typeof(float) ? -112 : -760);
}
