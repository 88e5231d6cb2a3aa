using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Networks;

/// <summary>The most multiply-adds that one thread of this machine does in a second: ten sums in registers that wait for nothing.</summary>
internal static class FmaPeak
{
    private const int Sums = 10;
    private const int Turns = 100_000;
    private const int Rounds = 30;

    /// <summary>Multiply-adds in a nanosecond, the best of some rounds.</summary>
    public static double Measure()
    {
        Func<float, float> loop = Vector512.IsHardwareAccelerated ? Loop512 : Vector256.IsHardwareAccelerated ? Loop256 : Loop128;
        int lanes = Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            loop(1e-3f);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return (double)Sums * Turns * lanes / best;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(float factor)
    {
        Vector512<float> x = Vector512.Create(factor);
        Vector512<float> a = x, b = x, c = x, d = x, e = x;
        Vector512<float> f = x, g = x, h = x, i = x, j = x;
        for (int turn = 0; turn < Turns; turn++)
        {
            a = Vector512.MultiplyAddEstimate(x, x, a);
            b = Vector512.MultiplyAddEstimate(x, x, b);
            c = Vector512.MultiplyAddEstimate(x, x, c);
            d = Vector512.MultiplyAddEstimate(x, x, d);
            e = Vector512.MultiplyAddEstimate(x, x, e);
            f = Vector512.MultiplyAddEstimate(x, x, f);
            g = Vector512.MultiplyAddEstimate(x, x, g);
            h = Vector512.MultiplyAddEstimate(x, x, h);
            i = Vector512.MultiplyAddEstimate(x, x, i);
            j = Vector512.MultiplyAddEstimate(x, x, j);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop256(float factor)
    {
        Vector256<float> x = Vector256.Create(factor);
        Vector256<float> a = x, b = x, c = x, d = x, e = x;
        Vector256<float> f = x, g = x, h = x, i = x, j = x;
        for (int turn = 0; turn < Turns; turn++)
        {
            a = Vector256.MultiplyAddEstimate(x, x, a);
            b = Vector256.MultiplyAddEstimate(x, x, b);
            c = Vector256.MultiplyAddEstimate(x, x, c);
            d = Vector256.MultiplyAddEstimate(x, x, d);
            e = Vector256.MultiplyAddEstimate(x, x, e);
            f = Vector256.MultiplyAddEstimate(x, x, f);
            g = Vector256.MultiplyAddEstimate(x, x, g);
            h = Vector256.MultiplyAddEstimate(x, x, h);
            i = Vector256.MultiplyAddEstimate(x, x, i);
            j = Vector256.MultiplyAddEstimate(x, x, j);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop128(float factor)
    {
        Vector128<float> x = Vector128.Create(factor);
        Vector128<float> a = x, b = x, c = x, d = x, e = x;
        Vector128<float> f = x, g = x, h = x, i = x, j = x;
        for (int turn = 0; turn < Turns; turn++)
        {
            a = Vector128.MultiplyAddEstimate(x, x, a);
            b = Vector128.MultiplyAddEstimate(x, x, b);
            c = Vector128.MultiplyAddEstimate(x, x, c);
            d = Vector128.MultiplyAddEstimate(x, x, d);
            e = Vector128.MultiplyAddEstimate(x, x, e);
            f = Vector128.MultiplyAddEstimate(x, x, f);
            g = Vector128.MultiplyAddEstimate(x, x, g);
            h = Vector128.MultiplyAddEstimate(x, x, h);
            i = Vector128.MultiplyAddEstimate(x, x, i);
            j = Vector128.MultiplyAddEstimate(x, x, j);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
