using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace ShapeGen.CompilerServices;

/// <summary>The checks that the methods of a model with several inputs or outputs make once, before kernels run without any.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GraphArguments
{
    /// <summary>The number of whole samples that the first input of a batch has.</summary>
    /// <param name="inputs">The buffer.</param>
    /// <param name="length">Elements of a sample.</param>
    /// <param name="shape">Its shape, for the message.</param>
    /// <param name="parameter">What the caller knows the buffer as.</param>
    /// <exception cref="ArgumentException">It has no whole number of samples.</exception>
    public static int CountSamples<T>(ReadOnlySpan<T> inputs, int length, string shape, string parameter)
    {
        (int samples, int rest) = Math.DivRem(inputs.Length, length);
        if (rest != 0)
        {
            Throw(parameter, $"{parameter} has {inputs.Length} elements, which is no whole number of samples of the shape {shape} with {length}.");
        }

        return samples;
    }

    /// <summary>Checks the length of an input.</summary>
    /// <exception cref="ArgumentException">It has not exactly the elements of the samples.</exception>
    public static void CheckInput<T>(ReadOnlySpan<T> input, int samples, int length, string shape, string parameter)
    {
        if (input.Length != (long)samples * length)
        {
            Throw(parameter, $"{parameter} has {input.Length} elements, but the shape {shape} has {length}{InAll(samples, length)}.");
        }
    }

    /// <summary>Checks the length of a destination.</summary>
    /// <exception cref="ArgumentException">It has fewer elements than the samples need.</exception>
    public static void CheckDestination<T>(Span<T> destination, int samples, int length, string shape, string parameter)
    {
        if (destination.Length < (long)samples * length)
        {
            Throw(parameter, $"{parameter} has {destination.Length} elements, but the shape {shape} needs {length}{InAll(samples, length)}.");
        }
    }

    /// <summary>Checks that what is written of a destination shares no memory with another buffer.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="written">Elements that are written of it.</param>
    /// <param name="other">An input, or what is written of another destination.</param>
    /// <param name="parameter">What the caller knows the destination as.</param>
    /// <param name="otherParameter">What the caller knows the other buffer as.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void CheckApart<T>(Span<T> destination, int written, ReadOnlySpan<T> other, string parameter, string otherParameter)
    {
        if (other.Overlaps(destination[..written]))
        {
            Throw(parameter, $"{parameter} overlaps {otherParameter}: every output needs memory of its own.");
        }
    }

    /// <summary><see cref="CheckApart"/> for an input of integers.</summary>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void CheckApartFromIntegers<T>(Span<T> destination, int written, ReadOnlySpan<int> other, string parameter, string otherParameter)
        where T : unmanaged
    {
        if (MemoryMarshal.AsBytes(other).Overlaps(MemoryMarshal.AsBytes(destination[..written])))
        {
            Throw(parameter, $"{parameter} overlaps {otherParameter}: every output needs memory of its own.");
        }
    }

    /// <summary>Checks that each integer stands for a row of a table.</summary>
    /// <param name="integers">The buffer.</param>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="length">Integers of a sample.</param>
    /// <param name="layer">The layer that has the table, as messages call it.</param>
    /// <param name="parameter">What the caller knows the buffer as.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative, or not less than <paramref name="rows"/>.</exception>
    public static void CheckIntegers(ReadOnlySpan<int> integers, int rows, int length, string layer, string parameter)
    {
        int place = integers.IndexOfAnyExceptInRange(0, rows - 1);
        if (place >= 0)
        {
            ThrowInteger(integers, place, rows, length, layer, parameter);
        }
    }

    [DoesNotReturn]
    private static void ThrowInteger(ReadOnlySpan<int> integers, int place, int rows, int length, string layer, string parameter)
    {
        string sample = integers.Length == length ? "" : $" (number {place % length} of sample {place / length})";
        throw new ArgumentOutOfRangeException(parameter, integers[place], $"{parameter}[{place}]{sample} is {integers[place]}, but {layer} has {rows} rows, 0 to {rows - 1}.");
    }

    private static string InAll(int samples, int length) => samples == 1 ? "" : $" for {samples} samples, {(long)samples * length} in all";

    [DoesNotReturn]
    private static void Throw(string parameter, string message) => throw new ArgumentException(message, parameter);
}
