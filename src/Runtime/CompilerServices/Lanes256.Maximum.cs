using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Maxima that leave NaN to <see cref="ExactMaximum"/>.</content>
public readonly partial struct Lanes256<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MaximumOfNumbersAt<TStorage>(Lanes256<T> maximum, ref Lanes256<T> witness, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        Lanes256<T> value = Load(in origin, index);
        witness = MultiplyAdd(value, value, witness);
        return MaximumOfNumbers(value, maximum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MaximumOfNumbers(Lanes256<T> left, Lanes256<T> right) => new(
        RegisterMaximum<T>.Of(left._lower, right._lower),
        RegisterMaximum<T>.Of(left._upper, right._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAnyNaN(Lanes256<T> value) => !(Vector256.EqualsAll(value._lower, value._lower) && Vector256.EqualsAll(value._upper, value._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Doubt(Lanes256<T> witness, Lanes256<T> maximum) => new(
        RegisterMaximum<T>.Doubt(witness._lower, maximum._lower),
        RegisterMaximum<T>.Doubt(witness._upper, maximum._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AtLeast(Lanes256<T> value, Lanes256<T> bound) => new(
        RegisterMaximum<T>.AtLeast(value._lower, bound._lower),
        RegisterMaximum<T>.AtLeast(value._upper, bound._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AtMost(Lanes256<T> value, Lanes256<T> bound) => new(
        RegisterMaximum<T>.AtMost(value._lower, bound._lower),
        RegisterMaximum<T>.AtMost(value._upper, bound._upper));
}
