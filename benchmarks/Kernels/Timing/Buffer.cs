using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.Benchmarks.Timing;

/// <summary>
/// Pinned memory at a chosen distance from a 64-byte boundary, allocated as models allocate their weights, so that all
/// contestants see the same kind of pages.
/// </summary>
/// <typeparam name="T">float, double or Half.</typeparam>
internal sealed unsafe class Buffer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;

    private readonly T[] _array;
    private readonly int _start;

    /// <param name="length">The number of elements.</param>
    /// <param name="misalignment">Bytes after a 64-byte boundary; a plain <c>new float[n]</c> has 8 to 56 seven times of eight.</param>
    public Buffer(int length, int misalignment = 0)
    {
        _array = GC.AllocateArray<T>(length + (2 * Alignment / sizeof(T)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = ((int)((0 - address) % Alignment) + misalignment) / sizeof(T);
        Length = length;
    }

    public int Length { get; }

    public long Bytes => (long)Length * sizeof(T);

    public nint Address => (nint)Unsafe.AsPointer(ref _array[_start]);

    public Span<T> Span => new(_array, _start, Length);

    /// <summary>Values spread evenly over [-scale, scale), the same at each run.</summary>
    public static Buffer<T> Random(int length, int seed, double scale = 1, int misalignment = 0)
    {
        var buffer = new Buffer<T>(length, misalignment);
        var random = new Random(seed);
        foreach (ref T value in buffer.Span)
        {
            value = T.CreateChecked(scale * ((2 * random.NextDouble()) - 1));
        }

        return buffer;
    }

    public double[] ToDoubles() => [.. _array.AsSpan(_start, Length).ToArray().Select(double.CreateChecked)];
}
