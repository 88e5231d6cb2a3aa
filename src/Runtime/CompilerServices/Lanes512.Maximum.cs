using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Maxima that leave NaN to <see cref="ExactMaximum"/>.</content>
public readonly partial struct Lanes512<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MaximumOfNumbersAt<TStorage>(Lanes512<T> maximum, ref Lanes512<T> witness, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        Lanes512<T> value = Load(in origin, index);
        witness = MultiplyAdd(value, value, witness);
        return MaximumOfNumbers(value, maximum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MaximumOfNumbers(Lanes512<T> left, Lanes512<T> right) => new(RegisterMaximum<T>.Of(left._all, right._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAnyNaN(Lanes512<T> value) => !(Vector512.EqualsAll(value._all, value._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Doubt(Lanes512<T> witness, Lanes512<T> maximum) => witness;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AtLeast(Lanes512<T> value, Lanes512<T> bound) => new(RegisterMaximum<T>.AtLeast(value._all, bound._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AtMost(Lanes512<T> value, Lanes512<T> bound) => new(RegisterMaximum<T>.AtMost(value._all, bound._all));
}
