using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.CompilerServices;

/// <summary>The checks that generated methods make once, before kernels run without any.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelArguments
{
    /// <summary>Checks the buffers of one sample.</summary>
    /// <exception cref="ArgumentException">A length does not fit the shapes, or the buffers overlap.</exception>
    public static void Check<T>(ReadOnlySpan<T> input, Span<T> destination, ReadOnlySpan<int> inputShape, ReadOnlySpan<int> outputShape)
    {
        Check(input, inputShape);
        CheckDestination(input, destination, outputShape, 1);
    }

    /// <summary>Checks the input of one sample.</summary>
    /// <exception cref="ArgumentException">The length does not fit the shape.</exception>
    public static void Check<T>(ReadOnlySpan<T> input, ReadOnlySpan<int> inputShape)
    {
        int length = Count(inputShape);
        if (input.Length != length)
        {
            Throw(nameof(input), $"The input has {input.Length} elements, but the shape {Text(inputShape)} has {length}.");
        }
    }

    /// <summary>Checks the buffers of a batch and answers the number of whole samples.</summary>
    /// <exception cref="ArgumentException">A length does not fit the shapes, or the buffers overlap.</exception>
    public static int CheckBatch<T>(ReadOnlySpan<T> inputs, Span<T> destination, ReadOnlySpan<int> inputShape, ReadOnlySpan<int> outputShape)
    {
        int length = Count(inputShape);
        (int samples, int rest) = Math.DivRem(inputs.Length, length);
        if (rest != 0)
        {
            Throw(nameof(inputs), $"The inputs have {inputs.Length} elements, which is no whole number of samples of the shape {Text(inputShape)} with {length}.");
        }

        CheckDestination(inputs, destination, outputShape, samples);
        return samples;
    }

    /// <summary>Checks a mask of steps.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static void CheckMask(ReadOnlySpan<bool> mask, int steps, int samples)
    {
        long length = (long)steps * samples;
        if (mask.Length != length)
        {
            Throw(nameof(mask), $"The mask has {mask.Length} elements, but {samples} sample(s) of {steps} steps need {length}.");
        }
    }

    /// <summary>Checks the number of elements of a weight.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static void CheckWeight(int length, in WeightInfo weight, string parameter)
    {
        if (length != weight.Length)
        {
            Throw(parameter, $"{weight.Name} has {length} elements, but its shape {Text(weight.Shape)} has {weight.Length}.");
        }
    }

    /// <summary>Checks the input of a tensor overload.</summary>
    /// <exception cref="ArgumentException">The dimensions are others, or the elements do not lie densely.</exception>
    public static void CheckTensor(ReadOnlySpan<nint> lengths, bool isDense, ReadOnlySpan<int> shape)
    {
        bool fits = lengths.Length == shape.Length;
        for (int axis = 0; fits && axis < shape.Length; axis++)
        {
            fits = lengths[axis] == shape[axis];
        }

        if (!fits)
        {
            Throw("input", $"The input has the dimensions ({string.Join(", ", lengths.ToArray())}), but the model takes {Text(shape)}.");
        }

        if (!isDense)
        {
            Throw("input", "The input's elements do not lie densely one behind the other: copy it to a dense tensor first.");
        }
    }

    /// <summary>Checks the destination of a tensor overload.</summary>
    /// <exception cref="ArgumentException">The elements do not lie densely.</exception>
    public static void CheckTensor(bool isDense)
    {
        if (!isDense)
        {
            Throw("destination", "The destination's elements do not lie densely one behind the other.");
        }
    }

    /// <summary>The elements of an array of exactly the given dimensions, in row-major order.</summary>
    /// <exception cref="ArgumentException">The dimensions are others.</exception>
    public static ReadOnlySpan<T> AsSpan<T>(T[,] input, ReadOnlySpan<int> shape) => Elements<T>(input, shape);

    /// <inheritdoc cref="AsSpan{T}(T[,], ReadOnlySpan{int})"/>
    public static ReadOnlySpan<T> AsSpan<T>(T[,,] input, ReadOnlySpan<int> shape) => Elements<T>(input, shape);

    /// <inheritdoc cref="AsSpan{T}(T[,], ReadOnlySpan{int})"/>
    public static ReadOnlySpan<T> AsSpan<T>(T[,,,] input, ReadOnlySpan<int> shape) => Elements<T>(input, shape);

    private static ReadOnlySpan<T> Elements<T>(Array input, ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(input);
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (input.GetLength(axis) != shape[axis])
            {
                int[] lengths = [.. Enumerable.Range(0, input.Rank).Select(input.GetLength)];
                Throw(nameof(input), $"The input is an array of {Text(lengths)}, but the model takes {Text(shape)}.");
            }
        }

        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(input)), input.Length);
    }

    private static void CheckDestination<T>(ReadOnlySpan<T> input, Span<T> destination, ReadOnlySpan<int> outputShape, int samples)
    {
        int length = Count(outputShape);
        long needed = (long)length * samples;
        if (destination.Length < needed)
        {
            string batch = samples == 1 ? "" : $" for {samples} samples, {needed} in all";
            Throw(nameof(destination), $"The destination has {destination.Length} elements, but the output shape {Text(outputShape)} needs {length}{batch}.");
        }

        if (input.Overlaps(destination[..(int)needed]))
        {
            Throw(nameof(destination), $"The destination overlaps the input: the output of shape {Text(outputShape)} needs memory of its own.");
        }
    }

    private static int Count(ReadOnlySpan<int> shape)
    {
        int count = 1;
        foreach (int dimension in shape)
        {
            count *= dimension;
        }

        return count;
    }

    private static string Text(ReadOnlySpan<int> shape) => $"({string.Join(", ", shape.ToArray())})";

    [DoesNotReturn]
    private static void Throw(string parameter, string message) => throw new ArgumentException(message, parameter);
}
