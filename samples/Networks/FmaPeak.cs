using System.Diagnostics;
using ShapeGen.Benchmarks.Limits;

namespace Networks;

/// <summary>The most multiply-adds that one thread of this machine does in a second: ten sums in registers that wait for nothing.</summary>
internal static class FmaPeak
{
    private const long MultiplyAdds = 16_000_000;
    private const int Rounds = 30;

    /// <summary>Multiply-adds in a nanosecond, the best of some rounds, in the widest registers.</summary>
    public static double Measure() =>
        Fma512.IsAccelerated ? Measure<Fma512>() : Fma256.IsAccelerated ? Measure<Fma256>() : Measure<Fma128>();

    private static double Measure<TLanes>()
        where TLanes : struct, IFmaLanes<TLanes>
    {
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            FmaLoops<TLanes>.Ten(MultiplyAdds, 1e-3f, 1e-3f);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return MultiplyAdds / best;
    }
}
