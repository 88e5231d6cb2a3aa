using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.CompilerServices;

/// <summary>The checks that generated methods make once, before kernels run without any.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelArguments
{
    /// <summary>Whether the buffers of one sample have the lengths of the shapes and do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fit<T>(ReadOnlySpan<T> input, Span<T> destination, int inputLength, int outputLength) =>
        input.Length == inputLength && destination.Length >= outputLength
        && !Overlap(ref MemoryMarshal.GetReference(input), inputLength, ref MemoryMarshal.GetReference(destination), outputLength);

    /// <summary>
    /// What <see cref="MemoryExtensions.Overlaps{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/> says of two buffers that are not empty,
    /// without spans: they cost 25 ns where .NET interprets.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlap<T>(ref T input, int inputLength, ref T destination, int outputLength)
    {
        nuint distance = (nuint)Unsafe.ByteOffset(ref input, ref destination);
        return distance < (nuint)inputLength * (nuint)Unsafe.SizeOf<T>() || 0 - distance < (nuint)outputLength * (nuint)Unsafe.SizeOf<T>();
    }

    /// <summary>The number of whole samples in a batch, or −1 where its buffers do not fit.</summary>
    public static int CountSamples<T>(ReadOnlySpan<T> inputs, Span<T> destination, int inputLength, int outputLength)
    {
        (int samples, int rest) = Math.DivRem(inputs.Length, inputLength);
        long needed = (long)samples * outputLength;
        return rest == 0 && destination.Length >= needed && !inputs.Overlaps(destination[..(int)needed]) ? samples : -1;
    }

    /// <summary>Says why the input of one sample does not fit.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowInput<T>(ReadOnlySpan<T> input, ReadOnlySpan<int> inputShape) =>
        Throw(nameof(input), $"The input has {input.Length} elements, but the shape {Text(inputShape)} has {Count(inputShape)}.");

    /// <summary>Says why the buffers of one sample do not fit.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void Throw<T>(ReadOnlySpan<T> input, Span<T> destination, ReadOnlySpan<int> inputShape, ReadOnlySpan<int> outputShape)
    {
        if (input.Length != Count(inputShape))
        {
            ThrowInput(input, inputShape);
        }

        ThrowDestination(destination, outputShape, 1);
    }

    /// <summary>Says why the buffers of a batch do not fit.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowBatch<T>(ReadOnlySpan<T> inputs, Span<T> destination, ReadOnlySpan<int> inputShape, ReadOnlySpan<int> outputShape)
    {
        (int samples, int rest) = Math.DivRem(inputs.Length, Count(inputShape));
        if (rest != 0)
        {
            Throw(nameof(inputs), $"The inputs have {inputs.Length} elements, which is no whole number of samples of the shape {Text(inputShape)} with {Count(inputShape)}.");
        }

        ThrowDestination(destination, outputShape, samples);
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

    /// <summary>Checks the lengths of many weights.</summary>
    /// <param name="lengths">Elements of each.</param>
    /// <param name="weights">What they are to be.</param>
    /// <param name="parameters">The parameters' names, with a space between two.</param>
    /// <exception cref="ArgumentException">A length is another.</exception>
    public static void CheckWeights(ReadOnlySpan<int> lengths, ReadOnlySpan<WeightInfo> weights, string parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] != weights[i].Length)
            {
                CheckWeight(lengths[i], weights[i], parameters.Split(' ')[i]);
            }
        }
    }

    /// <summary>Checks the lengths of weights whose parameters are called as the weights are, in camel case.</summary>
    /// <param name="lengths">Elements of each.</param>
    /// <param name="weights">What they are to be.</param>
    /// <exception cref="ArgumentException">A length is another.</exception>
    public static void CheckWeights(ReadOnlySpan<int> lengths, ReadOnlySpan<WeightInfo> weights)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] != weights[i].Length)
            {
                string[] words = weights[i].Name.Split(['/', '_'], StringSplitOptions.RemoveEmptyEntries);
                string parameter = string.Concat(words.Select((word, at) => at == 0 ? $"{char.ToLowerInvariant(word[0])}{word[1..]}" : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
                CheckWeight(lengths[i], weights[i], parameter);
            }
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
            Throw("input", "The input's elements do not lie densely one after the other: copy it to a dense tensor first.");
        }
    }

    /// <summary>Checks the destination of a tensor overload.</summary>
    /// <exception cref="ArgumentException">The elements do not lie densely.</exception>
    public static void CheckTensor(bool isDense)
    {
        if (!isDense)
        {
            Throw("destination", "The destination's elements do not lie densely one after the other.");
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

    [DoesNotReturn]
    private static void ThrowDestination<T>(Span<T> destination, ReadOnlySpan<int> outputShape, int samples)
    {
        int length = Count(outputShape);
        long needed = (long)length * samples;
        Throw(nameof(destination), destination.Length < needed
            ? $"The destination has {destination.Length} elements, but the output shape {Text(outputShape)} needs {length}{(samples == 1 ? "" : $" for {samples} samples, {needed} in all")}."
            : $"The destination overlaps the input: the output of shape {Text(outputShape)} needs memory of its own.");
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
