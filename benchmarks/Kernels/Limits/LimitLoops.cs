using System.Diagnostics;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Limits;

/// <summary>All loops that compete to be a row's limit, for the registers that this process may use.</summary>
internal static class LimitLoops
{
    /// <summary>How often a loop runs to tell which limit binds.</summary>
    private const int Trials = 20;

    private static float s_kept;

    private delegate float Read(ref byte origin, nuint length, int repetitions);

    private delegate float Fma(long multiplyAdds, float left, float right);

    /// <summary>Loops that read a stretch of memory once, as it lies and by the cache lines that hold it.</summary>
    public static IReadOnlyList<Contestant> Reading(Stretch stretch) => stretch.IsAligned
        ? ReadingAsItLies(stretch)
        : [.. ReadingAsItLies(stretch), .. Reads<Or512>(stretch.Lines, ", by line"), .. Reads<Or256>(stretch.Lines, ", by line")];

    private static IReadOnlyList<Contestant> ReadingAsItLies(Stretch stretch) =>
    [
        .. Reads<Or512>(stretch), .. Reads<Add512>(stretch),
        .. Reads<Or256>(stretch), .. Reads<Add256>(stretch),
        .. Reads<Ahead<Or512>>(stretch), .. Reads<Ahead<Or256>>(stretch),
        .. NarrowOnly() ? [.. Reads<Or128>(stretch), .. Reads<Add128>(stretch)] : Array.Empty<Contestant>(),
    ];

    /// <summary>Loops that do so many multiply-adds of floats on registers.</summary>
    public static IReadOnlyList<Contestant> MultiplyingAdding(long multiplyAdds) =>
    [
        .. Fmas<Fma512>(multiplyAdds),
        .. Fmas<Fma256>(multiplyAdds),
        .. NarrowOnly() ? Fmas<Fma128>(multiplyAdds) : [],
    ];

    /// <summary>
    /// Multiply-adds of all inputs together, and then the same memory read again and again: what a recurrent layer cannot do without
    /// whose recurrent weights are too many for the nearest cache, since each step waits for the one before it.
    /// </summary>
    /// <param name="multiplyAdds">Those of the inputs.</param>
    /// <param name="weights">The recurrent weights.</param>
    /// <param name="steps">How many times they are read.</param>
    public static IReadOnlyList<Contestant> Recurring(long multiplyAdds, Stretch weights, int steps)
    {
        Contestant inputs = MultiplyingAdding(multiplyAdds)[2];
        return
        [
            .. Reading(weights).Select(read => new Contestant($"{read.Name} after {inputs.Name}", n =>
            {
                for (; n > 0; n--)
                {
                    inputs.Repeat(1);
                    read.Repeat(steps);
                }
            })),
        ];
    }

    /// <summary>Of two limits the one that binds: whose fastest loop takes longer.</summary>
    public static IReadOnlyList<Contestant> Slower(IReadOnlyList<Contestant> first, IReadOnlyList<Contestant> second)
    {
        return Fastest(first) >= Fastest(second) ? first : second;

        static TimeSpan Fastest(IReadOnlyList<Contestant> loops) => loops.Min(loop =>
        {
            loop.Repeat(Trials);
            return Enumerable.Range(0, Trials).Min(_ =>
            {
                long start = Stopwatch.GetTimestamp();
                loop.Repeat(1);
                return Stopwatch.GetElapsedTime(start);
            });
        });
    }

    /// <summary>The copy that the runtime does for everybody.</summary>
    public static IReadOnlyList<Contestant> Copying(Buffer<float> from, Buffer<float> to) =>
    [
        new("memcpy", n =>
        {
            ReadOnlySpan<float> source = from.Span;
            Span<float> destination = to.Span;
            for (; n > 0; n--)
            {
                source.CopyTo(destination);
            }
        }),
    ];

    private static bool NarrowOnly() => !Or256.IsAccelerated;

    private static Contestant[] Reads<TLanes>(Stretch stretch, string suffix = "")
        where TLanes : struct, ILanes<TLanes> =>
        !TLanes.IsAccelerated
            ? []
            :
            [
                Reader($"{TLanes.Name} x1{suffix}", ReadLoops<TLanes>.One, stretch),
                Reader($"{TLanes.Name} x2{suffix}", ReadLoops<TLanes>.Two, stretch),
                Reader($"{TLanes.Name} x4{suffix}", ReadLoops<TLanes>.Four, stretch),
                Reader($"{TLanes.Name} x8{suffix}", ReadLoops<TLanes>.Eight, stretch),
                Reader($"{TLanes.Name} x16{suffix}", ReadLoops<TLanes>.Sixteen, stretch),
                Reader($"{TLanes.Name} two streams{suffix}", ReadLoops<TLanes>.TwoStreams, stretch),
                Reader($"{TLanes.Name} four streams{suffix}", ReadLoops<TLanes>.FourStreams, stretch),
            ];

    private static unsafe Contestant Reader(string name, Read read, Stretch stretch) =>
        new(name, n => s_kept = read(ref *(byte*)stretch.Address, stretch.Bytes, n));

    private static Contestant[] Fmas<TLanes>(long multiplyAdds)
        where TLanes : struct, IFmaLanes<TLanes> =>
        !TLanes.IsAccelerated
            ? []
            :
            [
                Multiplier($"{TLanes.Name} x8", FmaLoops<TLanes>.Eight, multiplyAdds),
                Multiplier($"{TLanes.Name} x10", FmaLoops<TLanes>.Ten, multiplyAdds),
                Multiplier($"{TLanes.Name} x12", FmaLoops<TLanes>.Twelve, multiplyAdds),
                Multiplier($"{TLanes.Name} x14", FmaLoops<TLanes>.Fourteen, multiplyAdds),
                Multiplier($"{TLanes.Name} x16", FmaLoops<TLanes>.Sixteen, multiplyAdds),
                Multiplier($"{TLanes.Name} x20", FmaLoops<TLanes>.Twenty, multiplyAdds),
                Multiplier($"{TLanes.Name} x24", FmaLoops<TLanes>.TwentyFour, multiplyAdds),
            ];

    private static Contestant Multiplier(string name, Fma loop, long multiplyAdds) => new(name, n =>
    {
        for (; n > 0; n--)
        {
            s_kept = loop(multiplyAdds, 0.5f, 0.25f);
        }
    });
}
