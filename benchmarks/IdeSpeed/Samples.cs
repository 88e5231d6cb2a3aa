using System.Diagnostics;

namespace ShapeGen.IdeSpeed;

/// <summary>Times of named pieces of work, taken in rounds.</summary>
/// <remarks>
/// It counts processor time of the process, all threads: on a machine that others use too, the clock on the wall tells
/// more of them than of us. The work itself runs on one thread.
/// </remarks>
internal sealed class Samples
{
    private readonly Dictionary<string, List<double>> _milliseconds = [];

    /// <summary>Runs a piece of work and keeps its time.</summary>
    public T Take<T>(string name, Func<T> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        T result = work();
        process.Refresh();
        Add(name, (process.TotalProcessorTime - before).TotalMilliseconds);
        return result;
    }

    public void Add(string name, double milliseconds)
    {
        if (!_milliseconds.TryGetValue(name, out List<double>? samples))
        {
            samples = [];
            _milliseconds.Add(name, samples);
        }

        samples.Add(milliseconds);
    }

    /// <summary>The median in milliseconds; of an even number the mean of the middle two.</summary>
    public double Median(string name)
    {
        List<double> sorted = [.. _milliseconds[name].Order()];
        int middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
