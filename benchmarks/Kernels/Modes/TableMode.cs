using System.Diagnostics;
using ShapeGen.Benchmarks.Reporting;
using ShapeGen.Benchmarks.Rows;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>Measures the table's rows and writes them down.</summary>
internal static class TableMode
{
    public static void Run(Options options)
    {
        var clock = Stopwatch.StartNew();
        string pinning = Core.Pin(options.Core);
        string machine = Machine.Describe(pinning);
        Console.WriteLine($"{machine}\n");
        Console.WriteLine("TorchSharp 0.107 is left out: it needs GLIBCXX_3.4.32, which older systems lack.\n");
        IReadOnlyList<Result> results = Measure(options);
        Console.WriteLine(Table.Header);
        foreach (Result result in results)
        {
            Console.WriteLine(Table.Line(result));
        }

        Console.WriteLine($"\n{results.Count(r => !r.IsMet)} of {results.Count} rows short; load {Machine.Load()} at the end; {clock.Elapsed.TotalSeconds:F0} s");
        if (options.Writes && options.Filter.Length == 0)
        {
            Console.WriteLine($"Written: {PerformancePage.Write(results, machine, FindDocs())}");
        }
    }

    /// <summary>All rows in passes.</summary>
    public static IReadOnlyList<Result> Measure(Options options, bool hasPeers = true)
    {
        RowRun[] runs = [.. RowCatalog.Matching(options.Filter).Select(d => new RowRun(d, hasPeers))];
        for (int pass = 1; pass <= options.Passes; pass++)
        {
            foreach (RowRun run in runs)
            {
                Console.Error.WriteLine($"pass {pass} of {options.Passes}: {run.Definition.Name}");
                run.Pass(options.Rounds);
            }
        }

        return [.. runs.Select(Result.Of)];
    }

    /// <summary>The docs folder of the repository that this was built in, or started in.</summary>
    public static string FindDocs()
    {
        foreach (string start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "ShapeGen.sln")))
                {
                    return Path.Combine(folder.FullName, "docs");
                }
            }
        }

        throw new DirectoryNotFoundException("No folder with ShapeGen.sln above; use --no-write.");
    }
}
