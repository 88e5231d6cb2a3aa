using System.Text;
using ShapeGen.Benchmarks.Modes;

namespace ShapeGen.Benchmarks.Reporting;

/// <summary>Writes <c>docs/networks-cost.md</c>.</summary>
internal static class NetworksCostPage
{
    /// <summary>What stands from here on in the page was measured by hand, and is kept.</summary>
    private const string ByHand = "\n## Measured by hand\n";

    public static string Make(IReadOnlyList<NetworkCost> costs, string machine)
    {
        var page = new StringBuilder()
            .Append("# What networks cost\n\n")
            .Append("Written by `dotnet run -c Release --project benchmarks/Kernels -- networks`; their time per sample stands in [performance](performance.md).\n\n")
            .Append($"{machine}.\n\n")
            .Append("The networks of the [gallery](../samples/Networks/README.md), float32 and one thread. Other programs shared the machine, so read the ratios: each is the median of those\n")
            .Append("of all rounds, in which the processes take turns. Above 1, ShapeGen needs less.\n\n")
            .Append("## Memory\n\n")
            .Append("The most memory resident (`VmHWM`, MB of 1,048,576 bytes) of a process that loads the weights, runs ten samples and ends. ONNX Runtime has its model in a file, with\n")
            .Append("normalisations as layers of their own, and folds them itself; so does ShapeGen. *Empty* is the same program, which returns at once.\n\n");
        AppendComparison(page, "MB", costs, answer => answer.Megabytes);
        page.Append("\n## Start\n\n")
            .Append("Milliseconds from the start of the process to the first result, files in the system's cache. The last column is how long of it the JIT compiled\n")
            .Append("in ShapeGen's process: code of the network and what it calls of .NET.\n\n");
        AppendComparison(page, "ms", costs, answer => answer.Milliseconds, cost => cost.Run.JitMilliseconds);
        page.Append("\n## Code\n\n")
            .Append("Beyond the same project without the model. Seconds are processor time of generator and compiler in a process that has run them before, as the compiler server has.\n\n")
            .Append("| network | characters generated | methods | bytes of IL | largest method | generator and compiler, s |\n")
            .Append("|---|---:|---:|---:|---:|---:|\n");
        foreach (NetworkCost cost in costs)
        {
            NetworkCode code = cost.Code;
            page.Append($"| {cost.Workload} | {code.Characters:N0} | {code.Methods:N0} | {code.Bytes:N0} | {code.LargestMethod:N0} | {code.Seconds:F2} |\n");
        }

        AppendBars(page, costs.Single(c => c.Name == nameof(Networks.MobileNetV2)));
        return page.ToString();
    }

    /// <summary>Replaces what an earlier run wrote; returns the path.</summary>
    public static string Write(string page, string docs)
    {
        string path = Path.Combine(docs, "networks-cost.md");
        string earlier = File.Exists(path) ? File.ReadAllText(path) : "";
        int kept = earlier.IndexOf(ByHand, StringComparison.Ordinal);
        File.WriteAllText(path, kept < 0 ? page : page + earlier[kept..]);
        return path;
    }

    private static void AppendComparison(StringBuilder page, string unit, IReadOnlyList<NetworkCost> costs, Func<NetworkChild.Answer, double> figure, Func<NetworkCost, double>? jit = null)
    {
        page.Append($"| network, {unit} | empty | ShapeGen | ONNX Runtime | ShapeGen beyond empty | ONNX Runtime beyond empty | ONNX Runtime / ShapeGen |{(jit is null ? "" : " JIT |")}\n")
            .Append($"|---|---:|---:|---:|---:|---:|---:|{(jit is null ? "" : "---:|")}\n");
        foreach (NetworkCost cost in costs)
        {
            NetworkRun.Comparison c = cost.Run.Compare(figure);
            page.Append($"| {cost.Workload} | {c.Nothing:F1} | {c.Ours:F1} | {c.Onnx:F1} | {c.OursBeyond:F1} | {c.OnnxBeyond:F1} | {c.Ratio:F2}x |{(jit is null ? "" : $" {jit(cost):F1} |")}\n");
        }
    }

    private static void AppendBars(StringBuilder page, NetworkCost cost)
    {
        double start = cost.Run.Compare(answer => answer.Milliseconds).Ratio;
        page.Append($"\n## What is asked of {cost.Workload}\n\n| | asked | measured | |\n|---|---:|---:|---|\n");
        Line("characters generated", "≤ 1,500,000", $"{cost.Code.Characters:N0}", cost.Code.Characters <= 1_500_000);
        Line("bytes of IL", "≤ 500,000", $"{cost.Code.Bytes:N0}", cost.Code.Bytes <= 500_000);
        Line("generator and compiler, s", "≤ 6", $"{cost.Code.Seconds:F2}", cost.Code.Seconds <= 6);
        Line("start, ONNX Runtime / ShapeGen", "≥ 1", $"{start:F2}x", start >= 1);

        void Line(string what, string asked, string measured, bool isMet) => page.Append($"| {what} | {asked} | {measured} | {(isMet ? "ok" : "**short**")} |\n");
    }
}
