using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>The element-wise members of <see cref="Activation"/> on blocks.</summary>
/// <remarks>
/// NaN gives NaN and an infinity gives the function's limit; nothing overflows on the way. Comparisons with
/// NaN are false, which is why the cases below are put so that x itself remains.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Activations
{
    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Relu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Select(V.LessThanOrEqual(x, V.Zero), V.Zero, x);

    /// <inheritdoc cref="Activation.Relu6"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Relu6<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NotAbove<V, T>(Relu<V, T>(x), 6);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeakyRelu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Select(V.LessThan(x, V.Zero), V.Constant(0.2) * x, x);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    /// <remarks>(x + 3) / 6, because x/6 + 0.5 loses its digits where it nears 0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardSigmoid<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        NotAbove<V, T>(NotBelow<V, T>(x + V.Constant(3), 0) * V.Constant(1.0 / 6), 1);

    /// <inheritdoc cref="Activation.HardSilu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardSilu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V bounded = NotBelow<V, T>(x, -3);
        return bounded * HardSigmoid<V, T>(bounded);
    }

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardTanh<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NotAbove<V, T>(NotBelow<V, T>(x, -1), 1);

    /// <inheritdoc cref="Activation.SoftShrink"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SoftShrink<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x - NotAbove<V, T>(NotBelow<V, T>(x, -0.5), 0.5);

    /// <inheritdoc cref="Activation.HardShrink"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardShrink<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.LessThanOrEqual(V.Abs(x), V.Constant(0.5)), V.Zero, x);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softsign<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V magnitude = NotAbove<V, T>(V.Abs(x), typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue);
        return V.CopySign(magnitude / (V.Constant(1) + magnitude), x);
    }

    /// <inheritdoc cref="Activation.Squareplus"/>
    /// <remarks>f(−x) = 1 / f(x), where the formula would cancel; and √(x² + 4) rounds to |x| long before x² overflows.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Squareplus<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V magnitude = V.Abs(x);
        V farOut = V.Constant(typeof(T) == typeof(float) ? 1 << 14 : 1 << 28);
        V root = V.Sqrt(V.MultiplyAdd(magnitude, magnitude, V.Constant(4)));
        root = V.Select(V.LessThan(farOut, magnitude), magnitude, root);
        V positive = V.Constant(0.5) * magnitude + V.Constant(0.5) * root;
        return V.Select(V.LessThan(x, V.Zero), V.Constant(1) / positive, positive);
    }

    /// <inheritdoc cref="Activation.SparsePlus"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SparsePlus<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V shifted = x + V.Constant(1);
        V inner = V.Constant(0.25) * shifted * shifted;
        V nonNegative = V.Select(V.LessThanOrEqual(x, V.Constant(-1)), V.Zero, inner);
        return V.Select(V.LessThanOrEqual(V.Constant(1), x), x, nonNegative);
    }

    /// <inheritdoc cref="Activation.SparseSigmoid"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SparseSigmoid<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        NotAbove<V, T>(NotBelow<V, T>(V.Constant(0.5) * x + V.Constant(0.5), 0), 1);

    /// <summary>The larger of x and <paramref name="lowest"/>; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V NotBelow<V, T>(V x, double lowest)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.AtLeast(x, V.Constant(lowest));

    /// <summary>The smaller of x and <paramref name="highest"/>; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V NotAbove<V, T>(V x, double highest)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.AtMost(x, V.Constant(highest));
}
