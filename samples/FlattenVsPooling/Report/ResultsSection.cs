using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>Accuracy, agreement with PyTorch, time and memory.</summary>
internal static class ResultsSection
{
    public static void Write(IAnsiConsole console, NetworkResult flatten, NetworkResult pooling)
    {
        Measurement left = flatten.Cost;
        Measurement right = pooling.Cost;
        console.WriteLine();
        console.Write(new Table()
            .Title($"[bold]On {flatten.Answers.Length} digits[/]")
            .RoundedBorder()
            .AddColumn("")
            .AddColumn(new TableColumn("[bold]FlattenNetwork[/]").RightAligned())
            .AddColumn(new TableColumn("[bold]PoolingNetwork[/]").RightAligned())
            .AddColumn(new TableColumn("ratio").RightAligned())
            .AddRow("parameters", Text.Count(FlattenNetwork.ParameterCount), Text.Count(PoolingNetwork.ParameterCount), Ratio(FlattenNetwork.ParameterCount, PoolingNetwork.ParameterCount))
            .AddRow("in the head", Text.Count(FlattenHead.ParameterCount), Text.Count(PoolingHead.ParameterCount), Ratio(FlattenHead.ParameterCount, PoolingHead.ParameterCount))
            .AddRow("right answers", Answers(flatten), Answers(pooling), "")
            .AddRow("off PyTorch by", Difference(flatten), Difference(pooling), "")
            .AddRow("ns a sample", $"{left.Nanoseconds:0.0}", $"{right.Nanoseconds:0.0}", Ratio(left.Nanoseconds, right.Nanoseconds))
            .AddRow("in the head", $"{flatten.HeadCost.Nanoseconds:0.0}", $"{pooling.HeadCost.Nanoseconds:0.0}", Ratio(flatten.HeadCost.Nanoseconds, pooling.HeadCost.Nanoseconds))
            .AddRow("bytes a call", Bytes(left), Bytes(right), ""));
        WriteCircumstances(console);
        WriteCheck(console, "FlattenNetwork", flatten);
        WriteCheck(console, "PoolingNetwork", pooling);
    }

    private static void WriteCircumstances(IAnsiConsole console)
    {
        string vectors = Vector512.IsHardwareAccelerated ? "512-bit vectors"
            : Vector256.IsHardwareAccelerated ? "256-bit vectors"
            : Vector128.IsHardwareAccelerated ? "128-bit vectors"
            : "no vectors";
        console.WriteLine($"One thread, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}, {vectors}; the time is a median, the bytes are what a call allocates.");
        if (IsUnoptimized())
        {
            console.MarkupLine("[yellow]This is a Debug build, in which kernels are slow: <Optimize>true</Optimize> in the project file makes them fast.[/]");
        }
    }

    private static void WriteCheck(IAnsiConsole console, string name, NetworkResult result)
    {
        if (!result.IsGood)
        {
            console.MarkupLine($"[red]{name} must differ by at most {NetworkResult.AllowedDifference:0e0} and allocate nothing.[/]");
        }
    }

    private static bool IsUnoptimized() => typeof(FlattenNetwork).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), false)
        .Cast<DebuggableAttribute>().Any(attribute => attribute.IsJITOptimizerDisabled);

    private static string Answers(NetworkResult result) => $"{result.Right} ({Text.Percent(result.Accuracy)})";

    private static string Difference(NetworkResult result) => $"{result.LargestDifference:0.0e0}";

    private static string Bytes(Measurement cost) => $"{cost.BytesPerCall:0.##}";

    private static string Ratio(double flatten, double pooling) => $"{flatten / pooling:0.0}";
}
