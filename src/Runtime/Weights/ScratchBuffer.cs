using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeGen.CompilerServices;

/// <summary>
/// Memory for the intermediate values of a forward pass: one 64-byte aligned buffer a thread, shared by all models and
/// element types and grown to the largest need, or an aligned part of the stack.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ScratchBuffer
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? t_buffer;

    /// <summary>
    /// The thread's buffer, with whatever the last user left in it. The next call on this thread hands out the same
    /// memory, so a forward pass calls once and divides what it gets. Allocates only where the buffer has to grow.
    /// </summary>
    /// <typeparam name="T">An element of 1, 2, 4 or 8 bytes.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or beyond 2 GB.</exception>
    public static unsafe Span<T> Rent<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        long needed = ((long)length * sizeof(T)) + Alignment;
        byte[]? buffer = t_buffer;
        if (buffer is null || buffer.Length < needed)
        {
            buffer = Grow(needed);
        }

        // The buffer is pinned, so its alignment stays; as its start is aligned for every T, the cast keeps to it.
        ref byte first = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref byte aligned = ref Unsafe.Add(ref first, SkipToAlignment(ref first));
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref aligned), length);
    }

    /// <summary>
    /// The 64-byte aligned part of a <c>stackalloc</c> that is 64 bytes longer than needed. Only for the stack: it does
    /// not move, arrays do.
    /// </summary>
    /// <typeparam name="T">An element of 1, 2, 4 or 8 bytes.</typeparam>
    /// <param name="stack">The needed length and 64 bytes more.</param>
    /// <returns>64 bytes less than <paramref name="stack"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="stack"/> is shorter than 64 bytes.</exception>
    public static unsafe Span<T> Align<T>(Span<T> stack)
        where T : unmanaged
    {
        int skip = (int)SkipToAlignment(ref MemoryMarshal.GetReference(stack)) / sizeof(T);
        return stack.Slice(skip, stack.Length - (Alignment / sizeof(T)));
    }

    private static unsafe nuint SkipToAlignment<T>(ref T reference)
        where T : unmanaged => (0 - (nuint)Unsafe.AsPointer(ref reference)) % Alignment;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Grow(long needed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(needed, Array.MaxLength, "length");

        // The old buffer goes first, so that the two need not exist side by side.
        t_buffer = null;
        return t_buffer = GC.AllocateUninitializedArray<byte>((int)needed, pinned: true);
    }
}
