using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ShapeGen.IdeSpeed;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}; "
        + $".NET SDK {Sdk()}, runtime {Environment.Version}, Roslyn {typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version}.";

    /// <summary>Linux tells the model; elsewhere the architecture must do.</summary>
    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        string? line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }

    private static string Sdk()
    {
        using Process? dotnet = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true });
        return dotnet?.StandardOutput.ReadToEnd().Trim() ?? "unknown";
    }
}
