using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.Benchmarks.Reporting;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <param name="pinning">What became of the pinning.</param>
    public static string Describe(string pinning) => string.Join(
        "; ",
        $"{Processor()}, {Environment.ProcessorCount} cores",
        RuntimeInformation.OSDescription.Trim(),
        $".NET {Environment.Version}, {VectorBits} bit vectors",
        pinning,
        $"load {Load()}");

    /// <summary>The widest registers that this process may use.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>The load average, or a word where there is none.</summary>
    public static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Processor()
    {
        const string Key = "model name";
        string? line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) : null;
        string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return line is null ? architecture : $"{line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()} ({architecture})";
    }
}
