using Spectre.Console;
using Spectre.Console.Rendering;

namespace FlattenVsPooling.Report;

/// <summary>The ten probabilities of a network as bars; its answer is green where it is right, red where not.</summary>
internal static class ScoreChart
{
    /// <summary>Columns of the chart: class, bar and percentage.</summary>
    public const int Width = BarWidth + 10;

    private const int BarWidth = 12;

    public static IRenderable Of(string network, ReadOnlySpan<float> scores, int answer, int label)
    {
        bool isRight = answer == label;
        string color = isRight ? "green" : "red";
        var lines = new List<string>
        {
            $"[bold]{network}[/]",
            $"says [bold {color}]{answer}[/]: {(isRight ? "right" : $"[{color}]wrong[/]")}",
            "",
        };
        for (int digit = 0; digit < scores.Length; digit++)
        {
            int filled = (int)Math.Round(scores[digit] * BarWidth);
            string bar = new string('█', filled).PadRight(BarWidth);
            string style = digit == answer ? color : "grey";
            lines.Add($"[{style}]{digit} {bar} {100 * scores[digit],5:0.0} %[/]");
        }

        return new Markup(string.Join('\n', lines));
    }
}
