using ScottPlot;

namespace ShapeGen.Benchmarks.Reporting;

/// <summary>The shares as bars, a mark across each where the row's own bar lies.</summary>
internal static class Chart
{
    private static readonly Color Met = Color.FromHex("#2a78d6");
    private static readonly Color Short = Color.FromHex("#e34948");
    private static readonly Color Unasked = Color.FromHex("#a3a29e");
    private static readonly Color Ink = Color.FromHex("#52514e");

    public static void Save(IReadOnlyList<Result> results, string path)
    {
        Result[] shown = [.. results.Where(r => r.HasLimit)];
        using var plot = new Plot();
        for (int i = 0; i < shown.Length; i++)
        {
            double y = shown.Length - 1 - i;
            Color color = shown[i].Bars.Share is not { } asked ? Unasked : shown[i].Share >= asked ? Met : Short;
            var bar = new Bar { Position = y, Value = 100 * shown[i].Share, FillColor = color, LineWidth = 0, Orientation = Orientation.Horizontal, Size = 0.7 };
            plot.Add.Bar(bar);
            ScottPlot.Plottables.Text label = plot.Add.Text($"{100 * shown[i].Share:F0}", (100 * shown[i].Share) + 1, y);
            label.LabelAlignment = Alignment.MiddleLeft;
            label.LabelFontColor = Ink;
            label.LabelFontSize = 12;
            if (shown[i].Bars.Share is { } share)
            {
                plot.Add.Line(100 * share, y - 0.42, 100 * share, y + 0.42).LineColor = Ink;
            }
        }

        plot.Axes.Left.SetTicks([.. shown.Select((_, i) => (double)(shown.Length - 1 - i))], [.. shown.Select(r => r.Workload)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(0, 115, -0.7, shown.Length - 0.3);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Title("Percent of the machine's limit (line: what is asked, red: short of it, grey: no share asked)");
        plot.SavePng(path, 1000, 120 + (26 * shown.Length));
    }
}
