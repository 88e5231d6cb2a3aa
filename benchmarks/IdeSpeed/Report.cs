using System.Globalization;

namespace ShapeGen.IdeSpeed;

/// <summary>Prints what was measured as a markdown table, then the bars.</summary>
internal static class Report
{
    public static void Write(IReadOnlyList<SizeRun> runs, TextWriter output)
    {
        output.WriteLine($"| milliseconds of processor time, medians | {string.Join(" | ", runs.Select(r => $"{r.Models:N0} models"))} |");
        output.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", runs.Count))}");
        Row("keystroke in another file", r => Text(r, "unrelated 0"));
        Row("… empty pipeline, same providers", r => Text(r, "unrelated 1"));
        Row("… empty pipeline, one provider", r => Text(r, "unrelated 2"));
        Row("… ratio to the same providers", r => Ratio(r, "unrelated 0", "unrelated 1"));
        Row("… ratio to one provider", r => Ratio(r, "unrelated 0", "unrelated 2"));
        Row("… stages after the declarations run again", r => r.RunAgain.ToString(CultureInfo.InvariantCulture));
        Row("keystroke in one model", r => Text(r, "model 0"));
        Row("… empty pipeline, same providers", r => Text(r, "model 1"));
        Row("… ratio", r => Ratio(r, "model 0", "model 1"));
        Row("generator from scratch", r => Text(r, "scratch 0"));
        Row("… empty pipeline, same providers", r => Text(r, "scratch 1"));
        Row("… generated, thousands of characters", r => (r.GeneratedCharacters / 1000).ToString("N0", CultureInfo.InvariantCulture));
        Row("the five analyzers, by the clock", r => Text(r, "analyzers"));
        Row("generator and analyzers", r => Text(Own(r)));
        Row("build without ShapeGen: attributes and models' code left out", r => Text(r, "build without"));
        Row("build of the generated code as if written by hand", r => Text(r, "build by hand"));
        Row("build with the generator", r => Text(r, "build with"));
        output.WriteLine();
        foreach (string bar in Bars(runs))
        {
            output.WriteLine($"- {bar}");
        }

        void Row(string name, Func<SizeRun, string> cell) => output.WriteLine($"| {name} | {string.Join(" | ", runs.Select(cell))} |");
    }

    private static IEnumerable<string> Bars(IReadOnlyList<SizeRun> runs)
    {
        SizeRun largest = runs[^1];
        double ratio = largest.Samples.Median("unrelated 0") / largest.Samples.Median("unrelated 1");
        yield return Bar($"a keystroke elsewhere runs no later stage again ({runs.Sum(r => r.RunAgain)})", runs.All(r => r.RunAgain == 0));
        yield return Bar($"a keystroke elsewhere costs at most 1.5 times the empty pipeline with the same providers ({ratio:F2})", ratio <= 1.5);
        double ratioToOne = largest.Samples.Median("unrelated 0") / largest.Samples.Median("unrelated 2");
        yield return Bar($"… and of an empty pipeline with one provider ({ratioToOne:F2})", ratioToOne <= 1.5);
        double without = largest.Samples.Median("build without");
        double byHand = largest.Samples.Median("build by hand");
        yield return Bar($"generator and analyzers of {largest.Models:N0} models cost less than the build without ShapeGen ({Own(largest):F0} against {without:F0} ms)", Own(largest) < without);
        yield return Bar($"… and less than the build of the same code written by hand ({Own(largest):F0} against {byHand:F0} ms)", Own(largest) < byHand);
        double added = largest.Samples.Median("build with") - without;
        yield return Bar($"with the compilation of what is generated they add less than the build without ShapeGen ({added:F0} against {without:F0} ms)", added < without);
        if (runs.FirstOrDefault(r => r.Models * 10 == largest.Models) is { } tenth)
        {
            // A fixed share makes the growth smaller than tenfold, never larger.
            double growth = Own(largest) / Own(tenth);
            yield return Bar($"ten times the models cost at most 12 times as much ({growth:F1})", growth <= 12);
        }
    }

    private static string Bar(string text, bool isMet) => $"{(isMet ? "met" : "**missed**")}: {text}";

    private static double Own(SizeRun run) => run.Samples.Median("scratch 0") + run.Samples.Median("analyzers");

    private static string Text(SizeRun run, string name) => Text(run.Samples.Median(name));

    private static string Text(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "F1" : "N0", CultureInfo.InvariantCulture);

    private static string Ratio(SizeRun run, string name, string of) =>
        (run.Samples.Median(name) / run.Samples.Median(of)).ToString("F2", CultureInfo.InvariantCulture);
}
