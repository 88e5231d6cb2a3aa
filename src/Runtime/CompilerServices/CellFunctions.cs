using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// The functions that cells of recurrent layers commonly use, to be compiled into the caller: a call takes a block through
/// memory, and a cell applies several functions to the same block one after the other.
/// </summary>
/// <remarks>They give the bits of the methods of the same name in <see cref="Activations"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellFunctions
{
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
}
