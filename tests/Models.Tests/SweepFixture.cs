using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using ShapeGen.Tests;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>Compiles the sweep once, or a sample of it, and runs the self-check over it, once a setting.</summary>
public sealed class SweepFixture
{
    private readonly Lazy<string[]> _assemblies = new(() =>
    {
        string folder = Path.Combine(AppContext.BaseDirectory, $"sweep-{TestScope.Level}");
        string[] sample = TestScope.IsAll ? [] : ["--every", TestScope.Sample("SweepEvery").ToString(CultureInfo.InvariantCulture)];
        (int exitCode, string output) = ChildProcess.Run("", ChildProcess.SelfCheckModels, [folder, .. sample]);
        Assert.True(exitCode == 0, output);
        Console.WriteLine(output);
        return [.. Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal)];
    });

    private readonly ConcurrentDictionary<string, Lazy<SweepResult>> _results = new();

    /// <summary>The result under a setting of the runtime; the same assemblies each time.</summary>
    /// <param name="setting">NAME=value, or nothing.</param>
    /// <param name="likely">
    /// A setting that ought to give equal bits. What gives the bits that the reference agrees with is not compared with it again;
    /// where they differ after all, the whole check runs and has the word.
    /// </param>
    public SweepResult Run(string setting, string? likely = null) => _results.GetOrAdd(setting, key => new Lazy<SweepResult>(() =>
    {
        SweepResult? other = likely is null ? null : Run(likely);
        if (other is { ExitCode: 0 } && Check(key, "--bits") is { ExitCode: 0 } bits && bits.Hash == other.Hash)
        {
            return bits;
        }

        return Check(key);
    })).Value;

    private SweepResult Check(string setting, params string[] options)
    {
        (int exitCode, string output) = ChildProcess.Run(setting, ChildProcess.SelfCheck, [.. options, .. _assemblies.Value]);
        Console.WriteLine($"{setting} {string.Join(' ', options)}: {output}");
        return new SweepResult(exitCode, Regex.Match(output, "hash ([0-9A-F]{8})").Groups[1].Value, output);
    }
}

/// <summary>What the self-check said.</summary>
/// <param name="ExitCode">0 where all checks held.</param>
/// <param name="Hash">Over the bits of all outputs.</param>
/// <param name="Output">All of its output.</param>
public sealed record SweepResult(int ExitCode, string Hash, string Output);
