using System.Diagnostics;

namespace ShapeGen.Benchmarks.Timing;

/// <summary>Something that does a row's work, or that shows its limit.</summary>
/// <param name="name">What the report calls it.</param>
/// <param name="repeat">Does the work so many times.</param>
internal sealed class Contestant(string name, Action<int> repeat)
{
    private const double MeasurementSeconds = 0.4e-3;
    private const int Tries = 3;

    private int _repetitions = 1;

    public string Name => name;

    /// <summary>An estimate in seconds, from the last calibration.</summary>
    public double Estimate { get; private set; }

    /// <summary>Does the work once.</summary>
    public void Once() => repeat(1);

    /// <summary>Does the work so many times.</summary>
    public void Repeat(int times) => repeat(times);

    /// <summary>Runs the work so that the JIT sees it called often, but no longer than the given time.</summary>
    /// <returns>The seconds of the fastest call.</returns>
    public double Exercise(int calls, double seconds)
    {
        double fastest = double.PositiveInfinity;
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        for (int i = 0; i < calls && Stopwatch.GetTimestamp() < end; i++)
        {
            long start = Stopwatch.GetTimestamp();
            repeat(1);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return fastest;
    }

    /// <summary>Finds how many repetitions fill one measurement.</summary>
    public void Calibrate()
    {
        _repetitions = 1;
        for (int i = 0; i < 12; i++)
        {
            double total = Measure() * _repetitions;
            if (total >= MeasurementSeconds / 2)
            {
                break;
            }

            _repetitions *= total < MeasurementSeconds / 16 ? 8 : 2;
        }

        Estimate = Math.Min(Measure(), Measure());
        _repetitions = (int)Math.Max(1, Math.Round(MeasurementSeconds / Estimate));
    }

    /// <summary>
    /// Seconds per call. One untimed call before brings data and code into the caches; a measurement during which the
    /// kernel gave the core to others is taken again, a few times at most.
    /// </summary>
    public double Measure()
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < Tries; i++)
        {
            repeat(1);
            long preemptions = Core.Preemptions();
            long start = Stopwatch.GetTimestamp();
            repeat(_repetitions);
            long ticks = Stopwatch.GetTimestamp() - start;
            best = Math.Min(best, (double)ticks / Stopwatch.Frequency / _repetitions);
            if (Core.Preemptions() == preemptions)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>Managed bytes that one call allocates on this thread.</summary>
    public double AllocatedBytes()
    {
        const int Calls = 16;
        repeat(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        repeat(Calls);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}
