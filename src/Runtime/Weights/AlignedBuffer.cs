using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// A model's weights in memory: pinned, so that they stay where they are, 64-byte aligned, and followed by zeros up to
/// the next 64 bytes. Written once while the model is built and only read afterwards.
/// </summary>
/// <typeparam name="T">An element of 1, 2, 4 or 8 bytes.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AlignedBuffer<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private readonly T[] _array;
    private readonly int _start;

    /// <summary>Creates a buffer of zeros.</summary>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or beyond any array.</exception>
    /// <exception cref="NotSupportedException">An element has another size.</exception>
    public unsafe AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int size = sizeof(T);
        if (size is not (1 or 2 or 4 or 8))
        {
            throw new NotSupportedException($"{typeof(T)} has {size} bytes; 1, 2, 4 or 8 are supported.");
        }

        // Whole blocks, one block more to align within, and so never empty: Origin exists for length 0 too.
        int block = Alignment / size;
        long capacity = ((((long)length + block - 1) / block) + 1) * block;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, Array.MaxLength, nameof(length));
        _array = GC.AllocateArray<T>((int)capacity, pinned: true);

        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = (int)((0 - address) % Alignment) / size;
        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The first element, at an address that is a multiple of 64.</summary>
    /// <exception cref="NullReferenceException">The buffer is <see langword="default"/>.</exception>
    public ref T Origin => ref _array[_start];

    /// <summary>All elements; empty for <see langword="default"/>.</summary>
    public Span<T> Span => new(_array, _start, Length);
}
