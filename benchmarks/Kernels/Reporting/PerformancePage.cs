using System.Text;

namespace ShapeGen.Benchmarks.Reporting;

/// <summary>Writes <c>docs/performance.md</c> and its chart, or a page of its own for a machine with narrower registers.</summary>
internal static class PerformancePage
{
    /// <summary>Returns the page's path.</summary>
    public static string Write(IReadOnlyList<Result> results, string machine, string docs)
    {
        int bits = Machine.VectorBits;
        bool isWide = bits == 512;
        string name = isWide ? "performance" : $"performance-{bits}-bit";
        Chart.Save(results, Path.Combine(docs, $"{name}.png"));
        var page = new StringBuilder()
            .Append(isWide ? "# Performance\n\n" : $"# Performance on {bits}-bit registers\n\n")
            .Append("Written by `dotnet run -c Release --project benchmarks/Kernels`; how it measures stands in [benchmarks](../benchmarks/README.md).\n\n")
            .Append($"{machine}.\n\n")
            .Append(isWide ? "" : $"The limits are those of these registers; of the shares that [512-bit ones](performance.md) are asked for, 85 % are asked here.\n\n")
            .Append($"![Percent of the machine's limit per workload]({name}.png)\n\n")
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

        string path = Path.Combine(docs, $"{name}.md");
        File.WriteAllText(path, page.ToString());
        return path;
    }
}
