using System.Globalization;
using ShapeGen.Benchmarks.Reporting;
using ShapeGen.Benchmarks.Rows;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Modes;

/// <summary>The same rows with narrower registers: the shares of the 256-bit limits, and what is lost without AVX2 and FMA.</summary>
internal static class WidthsMode
{
    /// <summary>How many times slower a row may be without AVX2.</summary>
    private const double MostWithoutAvx2 = 5;

    private static readonly Dictionary<string, string> s_full = [];
    private static readonly Dictionary<string, string> s_noAvx512 = new() { ["DOTNET_EnableAVX512"] = "0" };
    private static readonly Dictionary<string, string> s_noAvx2 = new() { ["DOTNET_EnableAVX512"] = "0", ["DOTNET_EnableAVX2"] = "0" };

    public static void Run(Options options)
    {
        Dictionary<string, Measured> full = Measure(options, s_full);
        Dictionary<string, Measured> noAvx512 = Measure(options, s_noAvx512);
        Dictionary<string, Measured> noAvx2 = Measure(options, s_noAvx2);
        Console.WriteLine($"{Machine.Describe("each width in a process of its own")}\n");
        Console.WriteLine("| workload | share, full width | ns, AVX-512 off | share, AVX-512 off | asked | ns, AVX2 off | AVX2 off / AVX2 | |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---|");
        foreach (RowDefinition row in RowCatalog.Matching(options.Filter))
        {
            (Measured wide, Measured middle, Measured narrow) = (full[row.Name], noAvx512[row.Name], noAvx2[row.Name]);
            double slower = narrow.Seconds / middle.Seconds;
            double? asked = row.Bars.For(256).Share;
            string[] missed =
            [
                .. middle.Share < asked ? ["share"] : Array.Empty<string>(),
                .. slower > MostWithoutAvx2 ? ["AVX2 off"] : Array.Empty<string>(),
                .. middle.Share > Result.WrongLimit ? ["limit loop wrong"] : Array.Empty<string>(),
            ];
            Console.WriteLine($"| {row.Workload} | {Table.Percent(wide.Share)} | {Table.Time(middle.Seconds)} | {Table.Percent(middle.Share)} | {(asked is { } a ? Table.Percent(a) : "—")} | {Table.Time(narrow.Seconds)} | {slower:F2}x | {(missed.Length == 0 ? "ok" : $"**{string.Join(", ", missed)}**")} |");
        }
    }

    /// <summary>The child's part: one line a row, its name, seconds and share.</summary>
    public static void PrintShares(Options options)
    {
        Core.Pin(options.Core);
        foreach (Result result in TableMode.Measure(options, hasPeers: false))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Name}\t{result.Seconds:R}\t{result.Share:R}"));
        }
    }

    private static Dictionary<string, Measured> Measure(Options options, Dictionary<string, string> environment)
    {
        Console.Error.WriteLine(environment.Count == 0 ? "full width" : string.Join(' ', environment.Select(e => $"{e.Key}={e.Value}")));
        string output = Child.Run(
            environment,
            "shares",
            "--filter",
            options.Filter,
            "--rounds",
            options.Rounds.ToString(CultureInfo.InvariantCulture),
            "--passes",
            options.Passes.ToString(CultureInfo.InvariantCulture),
            "--core",
            options.Core.ToString(CultureInfo.InvariantCulture));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToDictionary(f => f[0], f => new Measured(Number(f[1]), Number(f[2])));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct Measured(double Seconds, double Share);
}
