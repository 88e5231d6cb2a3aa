using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ShapeGen.Benchmarks.Limits;

/// <summary>The same, and asks for the cache line 1 KiB further on: beyond a core's own caches the machine does not ask early enough.</summary>
/// <typeparam name="TLanes">What takes the bytes.</typeparam>
internal readonly struct Ahead<TLanes>(TLanes value) : ILanes<Ahead<TLanes>>
    where TLanes : struct, ILanes<TLanes>
{
    private const int Distance = 1024;

    private readonly TLanes _value = value;

    public static bool IsAccelerated => TLanes.IsAccelerated && Sse.IsSupported;

    public static string Name => $"{TLanes.Name} ahead";

    public static int Size => TLanes.Size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Ahead<TLanes> Take(Ahead<TLanes> accumulator, ref byte origin, nuint offset)
    {
        Sse.Prefetch0((byte*)Unsafe.AsPointer(ref origin) + offset + Distance);
        return new(TLanes.Take(accumulator._value, ref origin, offset));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ahead<TLanes> Join(Ahead<TLanes> left, Ahead<TLanes> right) => new(TLanes.Join(left._value, right._value));

    public static float First(Ahead<TLanes> accumulator) => TLanes.First(accumulator._value);
}
