using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <content>Maxima that leave NaN to <see cref="ExactMaximum"/>.</content>
public readonly partial struct Lanes128<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MaximumOfNumbersAt<TStorage>(Lanes128<T> maximum, ref Lanes128<T> witness, ref readonly TStorage origin, nuint index)
        where TStorage : unmanaged
    {
        Lanes128<T> value = Load(in origin, index);
        witness = MultiplyAdd(value, value, witness);
        return MaximumOfNumbers(value, maximum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MaximumOfNumbers(Lanes128<T> left, Lanes128<T> right) => new(
        RegisterMaximum<T>.Of(left._first, right._first),
        RegisterMaximum<T>.Of(left._second, right._second),
        RegisterMaximum<T>.Of(left._third, right._third),
        RegisterMaximum<T>.Of(left._fourth, right._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAnyNaN(Lanes128<T> value) => !(Vector128.EqualsAll(value._first, value._first)
        && Vector128.EqualsAll(value._second, value._second)
        && Vector128.EqualsAll(value._third, value._third)
        && Vector128.EqualsAll(value._fourth, value._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Doubt(Lanes128<T> witness, Lanes128<T> maximum) => new(
        RegisterMaximum<T>.Doubt(witness._first, maximum._first),
        RegisterMaximum<T>.Doubt(witness._second, maximum._second),
        RegisterMaximum<T>.Doubt(witness._third, maximum._third),
        RegisterMaximum<T>.Doubt(witness._fourth, maximum._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AtLeast(Lanes128<T> value, Lanes128<T> bound) => new(
        RegisterMaximum<T>.AtLeast(value._first, bound._first),
        RegisterMaximum<T>.AtLeast(value._second, bound._second),
        RegisterMaximum<T>.AtLeast(value._third, bound._third),
        RegisterMaximum<T>.AtLeast(value._fourth, bound._fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AtMost(Lanes128<T> value, Lanes128<T> bound) => new(
        RegisterMaximum<T>.AtMost(value._first, bound._first),
        RegisterMaximum<T>.AtMost(value._second, bound._second),
        RegisterMaximum<T>.AtMost(value._third, bound._third),
        RegisterMaximum<T>.AtMost(value._fourth, bound._fourth));
}
