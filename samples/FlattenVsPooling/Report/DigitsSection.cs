using Spectre.Console;
using Spectre.Console.Rendering;

namespace FlattenVsPooling.Report;

/// <summary>A few digits with what both networks think of them.</summary>
internal static class DigitsSection
{
    /// <summary>Columns that a picture and two charts take side by side; in fewer the charts go below.</summary>
    private const int Width = DigitData.ImageSize + (2 * ScoreChart.Width) + 6;

    public static void Write(IAnsiConsole console, DigitData digits, NetworkResult flatten, NetworkResult pooling)
    {
        bool hasColors = DigitPicture.HasColors(console);
        foreach (int digit in Choose(digits.Labels, flatten, pooling))
        {
            int label = digits.Labels[digit];
            console.WriteLine();
            console.Write(new Rule($"Digit {digit + 1} of {digits.Labels.Length}, labelled [bold]{label}[/]").LeftJustified());
            IRenderable picture = DigitPicture.Of(digits.Image(digit), hasColors);
            IRenderable left = ScoreChart.Of("FlattenNetwork", flatten.ScoresOf(digit), flatten.Answers[digit], label);
            IRenderable right = ScoreChart.Of("PoolingNetwork", pooling.ScoresOf(digit), pooling.Answers[digit], label);
            WriteBeside(console, console.Profile.Width < Width ? [[picture], [left, right]] : [[picture, left, right]]);
        }
    }

    private static void WriteBeside(IAnsiConsole console, IRenderable[][] rows)
    {
        foreach (IRenderable[] row in rows)
        {
            var grid = new Grid();
            foreach (IRenderable _ in row)
            {
                grid.AddColumn(new GridColumn().NoWrap());
            }

            console.Write(grid.AddRow(row));
        }
    }

    /// <summary>One digit that both networks know, two that only flattening knows, one that only pooling knows, one that neither does.</summary>
    private static IEnumerable<int> Choose(int[] labels, NetworkResult flatten, NetworkResult pooling)
    {
        return [.. First(1, true, true), .. First(2, true, false), .. First(1, false, true), .. First(1, false, false)];

        IEnumerable<int> First(int count, bool flattenKnows, bool poolingKnows) => Enumerable.Range(0, labels.Length)
            .Where(i => (flatten.Answers[i] == labels[i]) == flattenKnows && (pooling.Answers[i] == labels[i]) == poolingKnows)
            .Take(count);
    }
}
