using System.Text;

namespace ShapeGen.Benchmarks.Reporting;

/// <summary>Writes <c>docs/performance.md</c> and its chart.</summary>
internal static class PerformancePage
{
    public static void Write(IReadOnlyList<Result> results, string machine, string docs)
    {
        Chart.Save(results, Path.Combine(docs, "performance.png"));
        var page = new StringBuilder()
            .Append("# Performance\n\n")
            .Append("Written by `dotnet run -c Release --project benchmarks/Kernels`; how it measures stands in [benchmarks](../benchmarks/README.md).\n\n")
            .Append($"{machine}.\n\n")
            .Append("![Percent of the machine's limit per workload](performance.png)\n\n")
            .Append("One sample, float32 and one thread where nothing else is said. The share is the time of the fastest loop that only reads the same bytes\n")
            .Append("(or does the same multiply-adds, or copies) over ours. Peers: their time over ours, so above 1 we are faster.\n\n")
            .Append(Table.Header).Append('\n');
        foreach (Result result in results)
        {
            page.Append(Table.Line(result)).Append('\n');
        }

        page.Append("\nThe loops that were the limit:\n\n");
        foreach (Result result in results.Where(r => r.HasLimit))
        {
            page.Append($"- {result.Workload}: {result.LimitNames}\n");
        }

        File.WriteAllText(Path.Combine(docs, "performance.md"), page.ToString());
    }
}
