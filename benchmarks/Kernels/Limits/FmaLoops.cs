using System.Runtime.CompilerServices;

namespace ShapeGen.Benchmarks.Limits;

/// <summary>
/// Loops of independent multiply-adds on registers alone: the arithmetic peak. They differ in the number of sums, of
/// which a machine needs latency times units to be busy, and no more than it has registers.
/// </summary>
/// <typeparam name="TLanes">The register.</typeparam>
internal static class FmaLoops<TLanes>
    where TLanes : struct, IFmaLanes<TLanes>
{
    /// <param name="multiplyAdds">Single multiply-adds to do, rounded up to whole loops.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Eight(long multiplyAdds, float left, float right)
    {
        TLanes lefts = TLanes.Splat(left), rights = TLanes.Splat(right);
        TLanes a = TLanes.Splat(0f), b = TLanes.Splat(1f), c = TLanes.Splat(2f), d = TLanes.Splat(3f);
        TLanes e = TLanes.Splat(4f), f = TLanes.Splat(5f), g = TLanes.Splat(6f), h = TLanes.Splat(7f);
        for (long done = 0; done < multiplyAdds; done += 8 * TLanes.Count)
        {
            a = TLanes.MultiplyAdd(lefts, rights, a);
            b = TLanes.MultiplyAdd(lefts, rights, b);
            c = TLanes.MultiplyAdd(lefts, rights, c);
            d = TLanes.MultiplyAdd(lefts, rights, d);
            e = TLanes.MultiplyAdd(lefts, rights, e);
            f = TLanes.MultiplyAdd(lefts, rights, f);
            g = TLanes.MultiplyAdd(lefts, rights, g);
            h = TLanes.MultiplyAdd(lefts, rights, h);
        }

        return TLanes.First(a) + TLanes.First(b) + TLanes.First(c) + TLanes.First(d)
            + TLanes.First(e) + TLanes.First(f) + TLanes.First(g) + TLanes.First(h);
    }

    /// <param name="multiplyAdds">Single multiply-adds to do, rounded up to whole loops.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Ten(long multiplyAdds, float left, float right)
    {
        TLanes lefts = TLanes.Splat(left), rights = TLanes.Splat(right);
        TLanes a = TLanes.Splat(0f), b = TLanes.Splat(1f), c = TLanes.Splat(2f), d = TLanes.Splat(3f);
        TLanes e = TLanes.Splat(4f), f = TLanes.Splat(5f), g = TLanes.Splat(6f), h = TLanes.Splat(7f);
        TLanes i = TLanes.Splat(8f), j = TLanes.Splat(9f);
        for (long done = 0; done < multiplyAdds; done += 10 * TLanes.Count)
        {
            a = TLanes.MultiplyAdd(lefts, rights, a);
            b = TLanes.MultiplyAdd(lefts, rights, b);
            c = TLanes.MultiplyAdd(lefts, rights, c);
            d = TLanes.MultiplyAdd(lefts, rights, d);
            e = TLanes.MultiplyAdd(lefts, rights, e);
            f = TLanes.MultiplyAdd(lefts, rights, f);
            g = TLanes.MultiplyAdd(lefts, rights, g);
            h = TLanes.MultiplyAdd(lefts, rights, h);
            i = TLanes.MultiplyAdd(lefts, rights, i);
            j = TLanes.MultiplyAdd(lefts, rights, j);
        }

        return TLanes.First(a) + TLanes.First(b) + TLanes.First(c) + TLanes.First(d)
            + TLanes.First(e) + TLanes.First(f) + TLanes.First(g) + TLanes.First(h)
            + TLanes.First(i) + TLanes.First(j);
    }

    /// <param name="multiplyAdds">Single multiply-adds to do, rounded up to whole loops.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Twelve(long multiplyAdds, float left, float right)
    {
        TLanes lefts = TLanes.Splat(left), rights = TLanes.Splat(right);
        TLanes a = TLanes.Splat(0f), b = TLanes.Splat(1f), c = TLanes.Splat(2f), d = TLanes.Splat(3f);
        TLanes e = TLanes.Splat(4f), f = TLanes.Splat(5f), g = TLanes.Splat(6f), h = TLanes.Splat(7f);
        TLanes i = TLanes.Splat(8f), j = TLanes.Splat(9f), k = TLanes.Splat(10f), l = TLanes.Splat(11f);
        for (long done = 0; done < multiplyAdds; done += 12 * TLanes.Count)
        {
            a = TLanes.MultiplyAdd(lefts, rights, a);
            b = TLanes.MultiplyAdd(lefts, rights, b);
            c = TLanes.MultiplyAdd(lefts, rights, c);
            d = TLanes.MultiplyAdd(lefts, rights, d);
            e = TLanes.MultiplyAdd(lefts, rights, e);
            f = TLanes.MultiplyAdd(lefts, rights, f);
            g = TLanes.MultiplyAdd(lefts, rights, g);
            h = TLanes.MultiplyAdd(lefts, rights, h);
            i = TLanes.MultiplyAdd(lefts, rights, i);
            j = TLanes.MultiplyAdd(lefts, rights, j);
            k = TLanes.MultiplyAdd(lefts, rights, k);
            l = TLanes.MultiplyAdd(lefts, rights, l);
        }

        return TLanes.First(a) + TLanes.First(b) + TLanes.First(c) + TLanes.First(d)
            + TLanes.First(e) + TLanes.First(f) + TLanes.First(g) + TLanes.First(h)
            + TLanes.First(i) + TLanes.First(j) + TLanes.First(k) + TLanes.First(l);
    }

    /// <param name="multiplyAdds">Single multiply-adds to do, rounded up to whole loops.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Fourteen(long multiplyAdds, float left, float right)
    {
        TLanes lefts = TLanes.Splat(left), rights = TLanes.Splat(right);
        TLanes a = TLanes.Splat(0f), b = TLanes.Splat(1f), c = TLanes.Splat(2f), d = TLanes.Splat(3f);
        TLanes e = TLanes.Splat(4f), f = TLanes.Splat(5f), g = TLanes.Splat(6f), h = TLanes.Splat(7f);
        TLanes i = TLanes.Splat(8f), j = TLanes.Splat(9f), k = TLanes.Splat(10f), l = TLanes.Splat(11f);
        TLanes m = TLanes.Splat(12f), n = TLanes.Splat(13f);
        for (long done = 0; done < multiplyAdds; done += 14 * TLanes.Count)
        {
            a = TLanes.MultiplyAdd(lefts, rights, a);
            b = TLanes.MultiplyAdd(lefts, rights, b);
            c = TLanes.MultiplyAdd(lefts, rights, c);
            d = TLanes.MultiplyAdd(lefts, rights, d);
            e = TLanes.MultiplyAdd(lefts, rights, e);
            f = TLanes.MultiplyAdd(lefts, rights, f);
            g = TLanes.MultiplyAdd(lefts, rights, g);
            h = TLanes.MultiplyAdd(lefts, rights, h);
            i = TLanes.MultiplyAdd(lefts, rights, i);
            j = TLanes.MultiplyAdd(lefts, rights, j);
            k = TLanes.MultiplyAdd(lefts, rights, k);
            l = TLanes.MultiplyAdd(lefts, rights, l);
            m = TLanes.MultiplyAdd(lefts, rights, m);
            n = TLanes.MultiplyAdd(lefts, rights, n);
        }

        return TLanes.First(a) + TLanes.First(b) + TLanes.First(c) + TLanes.First(d)
            + TLanes.First(e) + TLanes.First(f) + TLanes.First(g) + TLanes.First(h)
            + TLanes.First(i) + TLanes.First(j) + TLanes.First(k) + TLanes.First(l)
            + TLanes.First(m) + TLanes.First(n);
    }

    /// <param name="multiplyAdds">Single multiply-adds to do, rounded up to whole loops.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Sixteen(long multiplyAdds, float left, float right)
    {
        TLanes lefts = TLanes.Splat(left), rights = TLanes.Splat(right);
        TLanes a = TLanes.Splat(0f), b = TLanes.Splat(1f), c = TLanes.Splat(2f), d = TLanes.Splat(3f);
        TLanes e = TLanes.Splat(4f), f = TLanes.Splat(5f), g = TLanes.Splat(6f), h = TLanes.Splat(7f);
        TLanes i = TLanes.Splat(8f), j = TLanes.Splat(9f), k = TLanes.Splat(10f), l = TLanes.Splat(11f);
        TLanes m = TLanes.Splat(12f), n = TLanes.Splat(13f), o = TLanes.Splat(14f), p = TLanes.Splat(15f);
        for (long done = 0; done < multiplyAdds; done += 16 * TLanes.Count)
        {
            a = TLanes.MultiplyAdd(lefts, rights, a);
            b = TLanes.MultiplyAdd(lefts, rights, b);
            c = TLanes.MultiplyAdd(lefts, rights, c);
            d = TLanes.MultiplyAdd(lefts, rights, d);
            e = TLanes.MultiplyAdd(lefts, rights, e);
            f = TLanes.MultiplyAdd(lefts, rights, f);
            g = TLanes.MultiplyAdd(lefts, rights, g);
            h = TLanes.MultiplyAdd(lefts, rights, h);
            i = TLanes.MultiplyAdd(lefts, rights, i);
            j = TLanes.MultiplyAdd(lefts, rights, j);
            k = TLanes.MultiplyAdd(lefts, rights, k);
            l = TLanes.MultiplyAdd(lefts, rights, l);
            m = TLanes.MultiplyAdd(lefts, rights, m);
            n = TLanes.MultiplyAdd(lefts, rights, n);
            o = TLanes.MultiplyAdd(lefts, rights, o);
            p = TLanes.MultiplyAdd(lefts, rights, p);
        }

        return TLanes.First(a) + TLanes.First(b) + TLanes.First(c) + TLanes.First(d)
            + TLanes.First(e) + TLanes.First(f) + TLanes.First(g) + TLanes.First(h)
            + TLanes.First(i) + TLanes.First(j) + TLanes.First(k) + TLanes.First(l)
            + TLanes.First(m) + TLanes.First(n) + TLanes.First(o) + TLanes.First(p);
    }

    /// <param name="multiplyAdds">Single multiply-adds to do, rounded up to whole loops.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Twenty(long multiplyAdds, float left, float right)
    {
        TLanes lefts = TLanes.Splat(left), rights = TLanes.Splat(right);
        TLanes a = TLanes.Splat(0f), b = TLanes.Splat(1f), c = TLanes.Splat(2f), d = TLanes.Splat(3f);
        TLanes e = TLanes.Splat(4f), f = TLanes.Splat(5f), g = TLanes.Splat(6f), h = TLanes.Splat(7f);
        TLanes i = TLanes.Splat(8f), j = TLanes.Splat(9f), k = TLanes.Splat(10f), l = TLanes.Splat(11f);
        TLanes m = TLanes.Splat(12f), n = TLanes.Splat(13f), o = TLanes.Splat(14f), p = TLanes.Splat(15f);
        TLanes q = TLanes.Splat(16f), r = TLanes.Splat(17f), s = TLanes.Splat(18f), t = TLanes.Splat(19f);
        for (long done = 0; done < multiplyAdds; done += 20 * TLanes.Count)
        {
            a = TLanes.MultiplyAdd(lefts, rights, a);
            b = TLanes.MultiplyAdd(lefts, rights, b);
            c = TLanes.MultiplyAdd(lefts, rights, c);
            d = TLanes.MultiplyAdd(lefts, rights, d);
            e = TLanes.MultiplyAdd(lefts, rights, e);
            f = TLanes.MultiplyAdd(lefts, rights, f);
            g = TLanes.MultiplyAdd(lefts, rights, g);
            h = TLanes.MultiplyAdd(lefts, rights, h);
            i = TLanes.MultiplyAdd(lefts, rights, i);
            j = TLanes.MultiplyAdd(lefts, rights, j);
            k = TLanes.MultiplyAdd(lefts, rights, k);
            l = TLanes.MultiplyAdd(lefts, rights, l);
            m = TLanes.MultiplyAdd(lefts, rights, m);
            n = TLanes.MultiplyAdd(lefts, rights, n);
            o = TLanes.MultiplyAdd(lefts, rights, o);
            p = TLanes.MultiplyAdd(lefts, rights, p);
            q = TLanes.MultiplyAdd(lefts, rights, q);
            r = TLanes.MultiplyAdd(lefts, rights, r);
            s = TLanes.MultiplyAdd(lefts, rights, s);
            t = TLanes.MultiplyAdd(lefts, rights, t);
        }

        return TLanes.First(a) + TLanes.First(b) + TLanes.First(c) + TLanes.First(d)
            + TLanes.First(e) + TLanes.First(f) + TLanes.First(g) + TLanes.First(h)
            + TLanes.First(i) + TLanes.First(j) + TLanes.First(k) + TLanes.First(l)
            + TLanes.First(m) + TLanes.First(n) + TLanes.First(o) + TLanes.First(p)
            + TLanes.First(q) + TLanes.First(r) + TLanes.First(s) + TLanes.First(t);
    }

    /// <param name="multiplyAdds">Single multiply-adds to do, rounded up to whole loops.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float TwentyFour(long multiplyAdds, float left, float right)
    {
        TLanes lefts = TLanes.Splat(left), rights = TLanes.Splat(right);
        TLanes a = TLanes.Splat(0f), b = TLanes.Splat(1f), c = TLanes.Splat(2f), d = TLanes.Splat(3f);
        TLanes e = TLanes.Splat(4f), f = TLanes.Splat(5f), g = TLanes.Splat(6f), h = TLanes.Splat(7f);
        TLanes i = TLanes.Splat(8f), j = TLanes.Splat(9f), k = TLanes.Splat(10f), l = TLanes.Splat(11f);
        TLanes m = TLanes.Splat(12f), n = TLanes.Splat(13f), o = TLanes.Splat(14f), p = TLanes.Splat(15f);
        TLanes q = TLanes.Splat(16f), r = TLanes.Splat(17f), s = TLanes.Splat(18f), t = TLanes.Splat(19f);
        TLanes u = TLanes.Splat(20f), v = TLanes.Splat(21f), w = TLanes.Splat(22f), x = TLanes.Splat(23f);
        for (long done = 0; done < multiplyAdds; done += 24 * TLanes.Count)
        {
            a = TLanes.MultiplyAdd(lefts, rights, a);
            b = TLanes.MultiplyAdd(lefts, rights, b);
            c = TLanes.MultiplyAdd(lefts, rights, c);
            d = TLanes.MultiplyAdd(lefts, rights, d);
            e = TLanes.MultiplyAdd(lefts, rights, e);
            f = TLanes.MultiplyAdd(lefts, rights, f);
            g = TLanes.MultiplyAdd(lefts, rights, g);
            h = TLanes.MultiplyAdd(lefts, rights, h);
            i = TLanes.MultiplyAdd(lefts, rights, i);
            j = TLanes.MultiplyAdd(lefts, rights, j);
            k = TLanes.MultiplyAdd(lefts, rights, k);
            l = TLanes.MultiplyAdd(lefts, rights, l);
            m = TLanes.MultiplyAdd(lefts, rights, m);
            n = TLanes.MultiplyAdd(lefts, rights, n);
            o = TLanes.MultiplyAdd(lefts, rights, o);
            p = TLanes.MultiplyAdd(lefts, rights, p);
            q = TLanes.MultiplyAdd(lefts, rights, q);
            r = TLanes.MultiplyAdd(lefts, rights, r);
            s = TLanes.MultiplyAdd(lefts, rights, s);
            t = TLanes.MultiplyAdd(lefts, rights, t);
            u = TLanes.MultiplyAdd(lefts, rights, u);
            v = TLanes.MultiplyAdd(lefts, rights, v);
            w = TLanes.MultiplyAdd(lefts, rights, w);
            x = TLanes.MultiplyAdd(lefts, rights, x);
        }

        return TLanes.First(a) + TLanes.First(b) + TLanes.First(c) + TLanes.First(d)
            + TLanes.First(e) + TLanes.First(f) + TLanes.First(g) + TLanes.First(h)
            + TLanes.First(i) + TLanes.First(j) + TLanes.First(k) + TLanes.First(l)
            + TLanes.First(m) + TLanes.First(n) + TLanes.First(o) + TLanes.First(p)
            + TLanes.First(q) + TLanes.First(r) + TLanes.First(s) + TLanes.First(t)
            + TLanes.First(u) + TLanes.First(v) + TLanes.First(w) + TLanes.First(x);
    }
}
