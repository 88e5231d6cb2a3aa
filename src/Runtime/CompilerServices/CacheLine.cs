using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.CompilerServices;

/// <summary>Where memory lies within the lines of the cache.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CacheLine
{
    /// <summary>Bytes of a line, and of the widest registers.</summary>
    private const nuint Size = 64;

    /// <summary>
    /// Elements before the next line begins, 0 where one begins at <paramref name="origin"/> or within an element. The
    /// collector may move the memory at any time, so that nothing but speed can depend on it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe nuint ElementsBefore<T>(ref readonly T origin)
        where T : unmanaged
    {
        nuint bytes = (0 - (nuint)Unsafe.AsPointer(ref Unsafe.AsRef(in origin))) % Size;
        return bytes % (nuint)sizeof(T) == 0 ? bytes / (nuint)sizeof(T) : 0;
    }

    /// <summary><see cref="Prefetch{T}"/> without a type argument, which the JIT would look up at every call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref readonly float origin, nuint index)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((float*)Unsafe.AsPointer(ref Unsafe.AsRef(in origin)) + index);
        }
    }

    /// <summary>Asks for the line of an element, which may lie after the memory: a hint, where the machine takes hints.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref readonly T origin, nuint index)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((T*)Unsafe.AsPointer(ref Unsafe.AsRef(in origin)) + index);
        }
    }
}
