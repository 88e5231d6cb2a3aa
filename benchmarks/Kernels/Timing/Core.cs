using System.Runtime.InteropServices;

namespace ShapeGen.Benchmarks.Timing;

/// <summary>The processor core that the measuring thread is bound to, and how often others took it away.</summary>
internal static partial class Core
{
    private const int RUsageThread = 1;
    private const int RUsageLongs = 18;
    private const int InvoluntarySwitches = 17;

    /// <summary>Binds the calling thread, and no other, to one core: the JIT's own threads stay free.</summary>
    /// <returns>What to say of it in a report.</returns>
    public static string Pin(int core)
    {
        if (!OperatingSystem.IsLinux())
        {
            if (OperatingSystem.IsWindows())
            {
                System.Diagnostics.Process.GetCurrentProcess().ProcessorAffinity = 1 << core;
                return $"process pinned to core {core}";
            }

            return "not pinned";
        }

        Span<ulong> mask = stackalloc ulong[16];
        mask.Clear();
        mask[core / 64] = 1UL << (core % 64);
        int answer = SetAffinity(0, (nuint)(mask.Length * sizeof(ulong)), in mask[0]);
        return answer == 0 ? $"measuring thread pinned to core {core}" : $"pinning to core {core} refused";
    }

    /// <summary>How often the kernel has taken the core from this thread, which spoils a measurement; 0 where it does not tell.</summary>
    public static long Preemptions()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        Span<long> usage = stackalloc long[RUsageLongs];
        return GetUsage(RUsageThread, ref usage[0]) == 0 ? usage[InvoluntarySwitches] : 0;
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint bytes, in ulong mask);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
