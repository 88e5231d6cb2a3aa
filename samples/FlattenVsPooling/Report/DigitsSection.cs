using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>A few digits with what both heads think of them.</summary>
internal static class DigitsSection
{
    public static void Write(IAnsiConsole console, DigitData digits, HeadResult flatten, HeadResult pooling)
    {
        bool hasColors = console.Profile.Capabilities.Ansi && console.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit;
        foreach (int digit in Choose(digits.Labels, flatten, pooling))
        {
            int label = digits.Labels[digit];
            console.WriteLine();
            console.Write(new Rule($"Digit {digit + 1} of {digits.Labels.Length}, labelled [bold]{label}[/]").LeftJustified());
            console.Write(new Grid()
                .AddColumn(new GridColumn().Width(DigitData.ImageSize).NoWrap())
                .AddColumn(new GridColumn().NoWrap())
                .AddColumn(new GridColumn().NoWrap())
                .AddRow(
                    DigitPicture.Of(digits.Image(digit), hasColors),
                    ScoreChart.Of("FlattenHead", flatten.ScoresOf(digit), flatten.Answers[digit], label),
                    ScoreChart.Of("PoolingHead", pooling.ScoresOf(digit), pooling.Answers[digit], label)));
        }
    }

    /// <summary>One digit that both heads know, two that only flattening knows, one that only pooling knows, one that neither does.</summary>
    private static IEnumerable<int> Choose(int[] labels, HeadResult flatten, HeadResult pooling)
    {
        return [.. First(1, true, true), .. First(2, true, false), .. First(1, false, true), .. First(1, false, false)];

        IEnumerable<int> First(int count, bool flattenKnows, bool poolingKnows) => Enumerable.Range(0, labels.Length)
            .Where(i => (flatten.Answers[i] == labels[i]) == flattenKnows && (pooling.Answers[i] == labels[i]) == poolingKnows)
            .Take(count);
    }
}
