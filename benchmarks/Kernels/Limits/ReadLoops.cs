using System.Runtime.CompilerServices;

namespace ShapeGen.Benchmarks.Limits;

/// <summary>
/// Loops that read each byte of a stretch of memory once and do next to nothing with it. Which is the fastest depends on
/// the machine and on where the bytes lie; a row's limit is the best of them.
/// </summary>
/// <typeparam name="TLanes">The register, and what it does with the bytes.</typeparam>
internal static class ReadLoops<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private static nuint Step => (nuint)TLanes.Size;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float One(ref byte origin, nuint length)
    {
        TLanes a = default;
        nuint at = 0;
        for (; at + Step <= length; at += Step)
        {
            a = TLanes.Take(a, ref origin, at);
        }

        return Rest(a, ref origin, at, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Two(ref byte origin, nuint length)
    {
        TLanes a = default, b = default;
        nuint at = 0;
        for (; at + (2 * Step) <= length; at += 2 * Step)
        {
            a = TLanes.Take(a, ref origin, at);
            b = TLanes.Take(b, ref origin, at + Step);
        }

        return Rest(TLanes.Join(a, b), ref origin, at, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Four(ref byte origin, nuint length)
    {
        TLanes a = default, b = default, c = default, d = default;
        nuint at = 0;
        for (; at + (4 * Step) <= length; at += 4 * Step)
        {
            a = TLanes.Take(a, ref origin, at);
            b = TLanes.Take(b, ref origin, at + Step);
            c = TLanes.Take(c, ref origin, at + (2 * Step));
            d = TLanes.Take(d, ref origin, at + (3 * Step));
        }

        return Rest(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)), ref origin, at, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Eight(ref byte origin, nuint length)
    {
        TLanes a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
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

        TLanes sum = TLanes.Join(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)), TLanes.Join(TLanes.Join(e, f), TLanes.Join(g, h)));
        return Rest(sum, ref origin, at, length);
    }

    /// <summary>Both halves at once, four registers of each in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float TwoStreams(ref byte origin, nuint length)
    {
        TLanes a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        nuint half = length / 2 / (4 * Step) * (4 * Step);
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

        TLanes sum = TLanes.Join(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)), TLanes.Join(TLanes.Join(e, f), TLanes.Join(g, h)));
        return Rest(sum, ref origin, 2 * half, length);
    }

    /// <summary>All four quarters at once, two registers of each in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float FourStreams(ref byte origin, nuint length)
    {
        TLanes a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        nuint quarter = length / 4 / (2 * Step) * (2 * Step);
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

        TLanes sum = TLanes.Join(TLanes.Join(TLanes.Join(a, b), TLanes.Join(c, d)), TLanes.Join(TLanes.Join(e, f), TLanes.Join(g, h)));
        return Rest(sum, ref origin, 4 * quarter, length);
    }

    /// <summary>What is left behind the unrolled loop; the last register overlaps bytes already read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Rest(TLanes sum, ref byte origin, nuint at, nuint length)
    {
        for (; at + Step <= length; at += Step)
        {
            sum = TLanes.Take(sum, ref origin, at);
        }

        if (at < length)
        {
            sum = TLanes.Take(sum, ref origin, length - Step);
        }

        return TLanes.First(sum);
    }
}
