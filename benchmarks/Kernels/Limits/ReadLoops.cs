using System.Runtime.CompilerServices;

namespace ShapeGen.Benchmarks.Limits;

/// <summary>
/// Loops that read each byte of a stretch of memory once a repetition and do next to nothing with it. Which is the
/// fastest depends on the machine and on where the bytes lie; a row's limit is the best of them. The repetitions stand
/// inside, so that a call costs the limit nothing.
/// </summary>
/// <typeparam name="TLanes">The register, and what it does with the bytes.</typeparam>
internal static class ReadLoops<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private static nuint Step => (nuint)TLanes.Size;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float One(ref byte origin, nuint length, int repetitions)
    {
        TLanes a = default;
        for (; repetitions > 0; repetitions--)
        {
            nuint at = 0;
            for (; at + Step <= length; at += Step)
            {
                a = TLanes.Take(a, ref origin, at);
            }

            a = Rest(a, ref origin, at, length);
        }

        return TLanes.First(a);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Two(ref byte origin, nuint length, int repetitions)
    {
        TLanes a = default, b = default;
        for (; repetitions > 0; repetitions--)
        {
            nuint at = 0;
            for (; at + (2 * Step) <= length; at += 2 * Step)
            {
                a = TLanes.Take(a, ref origin, at);
                b = TLanes.Take(b, ref origin, at + Step);
            }

            a = Rest(a, ref origin, at, length);
        }

        return TLanes.First(TLanes.Join(a, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Four(ref byte origin, nuint length, int repetitions)
    {
        TLanes a = default, b = default, c = default, d = default;
        for (; repetitions > 0; repetitions--)
        {
            nuint at = 0;
            for (; at + (4 * Step) <= length; at += 4 * Step)
            {
                a = TLanes.Take(a, ref origin, at);
                b = TLanes.Take(b, ref origin, at + Step);
                c = TLanes.Take(c, ref origin, at + (2 * Step));
                d = TLanes.Take(d, ref origin, at + (3 * Step));
            }

            a = Rest(a, ref origin, at, length);
        }

        return TLanes.First(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Eight(ref byte origin, nuint length, int repetitions)
    {
        TLanes a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (; repetitions > 0; repetitions--)
        {
            nuint at = 0;
            for (; at + (8 * Step) <= length; at += 8 * Step)
            {
                a = TLanes.Take(a, ref origin, at);
                b = TLanes.Take(b, ref origin, at + Step);
                c = TLanes.Take(c, ref origin, at + (2 * Step));
                d = TLanes.Take(d, ref origin, at + (3 * Step));
                e = TLanes.Take(e, ref origin, at + (4 * Step));
                f = TLanes.Take(f, ref origin, at + (5 * Step));
                g = TLanes.Take(g, ref origin, at + (6 * Step));
                h = TLanes.Take(h, ref origin, at + (7 * Step));
            }

            a = Rest(a, ref origin, at, length);
        }

        return TLanes.First(TLanes.Join(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)), TLanes.Join(TLanes.Join(e, f), TLanes.Join(g, h))));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Sixteen(ref byte origin, nuint length, int repetitions)
    {
        TLanes a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (; repetitions > 0; repetitions--)
        {
            nuint at = 0;
            for (; at + (16 * Step) <= length; at += 16 * Step)
            {
                a = TLanes.Take(a, ref origin, at);
                b = TLanes.Take(b, ref origin, at + Step);
                c = TLanes.Take(c, ref origin, at + (2 * Step));
                d = TLanes.Take(d, ref origin, at + (3 * Step));
                e = TLanes.Take(e, ref origin, at + (4 * Step));
                f = TLanes.Take(f, ref origin, at + (5 * Step));
                g = TLanes.Take(g, ref origin, at + (6 * Step));
                h = TLanes.Take(h, ref origin, at + (7 * Step));
                a = TLanes.Take(a, ref origin, at + (8 * Step));
                b = TLanes.Take(b, ref origin, at + (9 * Step));
                c = TLanes.Take(c, ref origin, at + (10 * Step));
                d = TLanes.Take(d, ref origin, at + (11 * Step));
                e = TLanes.Take(e, ref origin, at + (12 * Step));
                f = TLanes.Take(f, ref origin, at + (13 * Step));
                g = TLanes.Take(g, ref origin, at + (14 * Step));
                h = TLanes.Take(h, ref origin, at + (15 * Step));
            }

            a = Rest(a, ref origin, at, length);
        }

        return TLanes.First(TLanes.Join(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)), TLanes.Join(TLanes.Join(e, f), TLanes.Join(g, h))));
    }

    /// <summary>Both halves at once, four registers of each in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float TwoStreams(ref byte origin, nuint length, int repetitions)
    {
        TLanes a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        nuint half = length / 2 / (4 * Step) * (4 * Step);
        for (; repetitions > 0; repetitions--)
        {
            for (nuint at = 0; at < half; at += 4 * Step)
            {
                a = TLanes.Take(a, ref origin, at);
                b = TLanes.Take(b, ref origin, at + Step);
                c = TLanes.Take(c, ref origin, at + (2 * Step));
                d = TLanes.Take(d, ref origin, at + (3 * Step));
                e = TLanes.Take(e, ref origin, half + at);
                f = TLanes.Take(f, ref origin, half + at + Step);
                g = TLanes.Take(g, ref origin, half + at + (2 * Step));
                h = TLanes.Take(h, ref origin, half + at + (3 * Step));
            }

            a = Rest(a, ref origin, 2 * half, length);
        }

        return TLanes.First(TLanes.Join(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)), TLanes.Join(TLanes.Join(e, f), TLanes.Join(g, h))));
    }

    /// <summary>All four quarters at once, two registers of each in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float FourStreams(ref byte origin, nuint length, int repetitions)
    {
        TLanes a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        nuint quarter = length / 4 / (2 * Step) * (2 * Step);
        for (; repetitions > 0; repetitions--)
        {
            for (nuint at = 0; at < quarter; at += 2 * Step)
            {
                a = TLanes.Take(a, ref origin, at);
                b = TLanes.Take(b, ref origin, at + Step);
                c = TLanes.Take(c, ref origin, quarter + at);
                d = TLanes.Take(d, ref origin, quarter + at + Step);
                e = TLanes.Take(e, ref origin, (2 * quarter) + at);
                f = TLanes.Take(f, ref origin, (2 * quarter) + at + Step);
                g = TLanes.Take(g, ref origin, (3 * quarter) + at);
                h = TLanes.Take(h, ref origin, (3 * quarter) + at + Step);
            }

            a = Rest(a, ref origin, 4 * quarter, length);
        }

        return TLanes.First(TLanes.Join(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)), TLanes.Join(TLanes.Join(e, f), TLanes.Join(g, h))));
    }

    /// <summary>What is left after the unrolled loop; the last register overlaps bytes already read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Rest(TLanes sum, ref byte origin, nuint at, nuint length)
    {
        for (; at + Step <= length; at += Step)
        {
            sum = TLanes.Take(sum, ref origin, at);
        }

        return at < length ? TLanes.Take(sum, ref origin, length - Step) : sum;
    }
}
