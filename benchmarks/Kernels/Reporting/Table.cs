using System.Globalization;

namespace ShapeGen.Benchmarks.Reporting;

/// <summary>The results as a markdown table.</summary>
internal static class Table
{
    public static string Header =>
        "| workload | ns per call | limit, ns | share of limit | asked | hand-written | TensorPrimitives | ORT IoBinding | ORT plain | bytes | |\n"
        + "|---|---:|---:|---:|---|---:|---:|---:|---:|---:|---|";

    public static string Line(Result r) =>
        $"| {r.Workload} | {Time(r.Seconds)} | {Time(r.LimitSeconds)} | {Percent(r.Share)} | {(r.Asked.Length > 0 ? r.Asked : "—")} | {Ratio(r.HandWritten)} | {Ratio(r.Primitives)} | {Ratio(r.OnnxBound)} | {Ratio(r.OnnxPlain)} | {r.Bytes:F0} | {r.Mark} |";

    /// <summary>Seconds as nanoseconds, with three digits that mean something.</summary>
    public static string Time(double seconds) => double.IsNaN(seconds) ? "—" : (seconds * 1e9) switch
    {
        < 10 and var n => n.ToString("F2", CultureInfo.InvariantCulture),
        < 100 and var n => n.ToString("F1", CultureInfo.InvariantCulture),
        var n => n.ToString("N0", CultureInfo.InvariantCulture),
    };

    public static string Percent(double share) => double.IsNaN(share) ? "—" : $"{100 * share:F1} %";

    public static string Ratio(double? ratio) => ratio switch
    {
        null => "—",
        < 10 and { } r => $"{r:F2}x",
        { } r => $"{r:F0}x",
    };
}
