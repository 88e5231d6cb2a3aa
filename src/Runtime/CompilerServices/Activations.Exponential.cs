using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <content>Those that need an exponential: called, because a tile of a product applies one to dozens of blocks.</content>
public static partial class Activations
{
    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Elu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Elu<V, T>(x);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Selu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Selu<V, T>(x);

    /// <inheritdoc cref="Activation.Celu"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Celu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Celu<V, T>(x);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Gelu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Gelu<V, T>(x);

    /// <inheritdoc cref="Activation.GeluApproximate"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V GeluApproximate<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.GeluApproximate<V, T>(x);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Silu<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Silu<V, T>(x);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Mish<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Mish<V, T>(x);

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Sigmoid<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Sigmoid<V, T>(x);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Tanh<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Tanh<V, T>(x);

    /// <inheritdoc cref="Activation.TanhShrink"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V TanhShrink<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.TanhShrink<V, T>(x);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Softplus<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Softplus<V, T>(x);

    /// <inheritdoc cref="Activation.Exponential"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Exponential<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.Exponential<V, T>(x);

    /// <inheritdoc cref="Activation.LogSigmoid"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V LogSigmoid<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementwiseFunctions.LogSigmoid<V, T>(x);
}
