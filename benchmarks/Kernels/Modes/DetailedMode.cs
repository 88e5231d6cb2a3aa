using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>The rows under BenchmarkDotNet, in this process: its own projects would need the network.</summary>
internal static class DetailedMode
{
    /// <summary>Of the command line; BenchmarkDotNet asks for parameters without it.</summary>
    public static string Filter { get; private set; } = "";

    public static void Run(Options options)
    {
        Filter = options.Filter;
        BenchmarkRunner.Run<RowBenchmark>(DefaultConfig.Instance
            .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"))
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)));
    }
}
