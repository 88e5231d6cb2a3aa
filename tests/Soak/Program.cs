using System.Diagnostics;
using System.Globalization;
using ShapeGen.Soak;

// Soak [seconds]: Forward of several models from twice as many threads as there are cores, for ten minutes without an argument.
// After each thread's warm-up: no byte allocated, no garbage collected, the same bits in every call. The last line counts.
const int Seed = 20261124;
const int WarmUp = 100;
int seconds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 600;
int threadCount = 2 * Environment.ProcessorCount;
Load[] loads =
[
    Load.Of<PoolingHead, float>(Seed),
    Load.Of<ScratchHead, float>(Seed + 1),
    Load.Of<HalfHead, Half>(Seed + 2),
    Load.Of<PermutingHead, double>(Seed + 3),
];

long[] calls = new long[threadCount];
long[] different = new long[threadCount];
long[] allocated = new long[threadCount];
int collections = -1;
using var warm = new Barrier(threadCount, _ => collections = Collections());
long end = 0;
Thread[] threads = [.. Enumerable.Range(0, threadCount).Select(index => new Thread(() => Run(index)))];
Array.ForEach(threads, thread => thread.Start());
Array.ForEach(threads, thread => thread.Join());
collections = Collections() - collections;

Console.WriteLine($"seed {Seed}, {threadCount} threads, {seconds} s, {calls.Sum()} rounds of {loads.Length} models");
Console.WriteLine($"{allocated.Sum()} bytes allocated, {collections} collections, {different.Sum()} calls with other bits");
bool[] checks = [calls.All(c => c > 0), allocated.All(a => a == 0), collections == 0, different.All(d => d == 0)];
Console.WriteLine($"Soak: {checks.Count(c => c)} passed, {checks.Count(c => !c)} failed");
return checks.All(c => c) ? 0 : 1;

void Run(int index)
{
    Load.Call[] own = [.. loads.Select(load => load.ForThread())];
    for (int i = 0; i < WarmUp; i++)
    {
        Round(own, index);
    }

    warm.SignalAndWait();
    Interlocked.CompareExchange(ref end, Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency), 0);
    long before = GC.GetAllocatedBytesForCurrentThread();
    while (Stopwatch.GetTimestamp() < Volatile.Read(ref end))
    {
        Round(own, index);
        calls[index]++;
    }

    allocated[index] = GC.GetAllocatedBytesForCurrentThread() - before;
}

void Round(Load.Call[] own, int index)
{
    foreach (Load.Call call in own)
    {
        different[index] += call.IsSame() ? 0 : 1;
    }
}

static int Collections() => GC.CollectionCount(0) + GC.CollectionCount(1) + GC.CollectionCount(2);
