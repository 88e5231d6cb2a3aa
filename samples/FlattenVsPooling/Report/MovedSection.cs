using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>Both networks on the same digits in other places: what indifference to position is worth.</summary>
internal static class MovedSection
{
    private const int BarWidth = 14;

    public static void Write(IAnsiConsole console, DigitData digits, NetworkResult flatten, NetworkResult pooling)
    {
        console.WriteLine();
        console.Write(new Rule("The same digits, moved").LeftJustified());
        console.WriteLine("Up, down, left and right, through the whole network.");
        WriteExample(console, digits, flatten, pooling);
        console.WriteLine();
        Grid chart = new Grid()
            .AddColumn(new GridColumn().NoWrap())
            .AddColumn(new GridColumn().NoWrap())
            .AddColumn(new GridColumn().NoWrap().PadRight(0))
            .AddRow("moved by", "[bold]FlattenNetwork[/]", "[bold]PoolingNetwork[/]");
        for (int pixels = 0; pixels <= MovedResult.Farthest; pixels++)
        {
            double left = flatten.WhenMoved.Accuracy[pixels];
            double right = pooling.WhenMoved.Accuracy[pixels];
            chart.AddRow($"{pixels} px", Bar(left, left >= right), Bar(right, right >= left));
        }

        console.Write(chart);
        console.WriteLine("Right answers. Pooling gives way too: convolutions with strides see a moved digit differently, and the paper's edge cuts some off.");
    }

    private static string Bar(double share, bool isBetter)
    {
        string bar = new string('█', (int)Math.Round(share * BarWidth)).PadRight(BarWidth);
        return $"[{(isBetter ? "green" : "grey")}]{bar} {Text.Percent(share),7}[/]";
    }

    /// <summary>The first digit that both know in its place and only pooling knows at the right of it.</summary>
    private static void WriteExample(IAnsiConsole console, DigitData digits, NetworkResult flatten, NetworkResult pooling)
    {
        int[] labels = digits.Labels;
        int digit = Enumerable.Range(0, labels.Length).FirstOrDefault(
            i => flatten.Answers[i] == labels[i] && pooling.Answers[i] == labels[i]
                && flatten.WhenMoved.FarRight[i] != labels[i] && pooling.WhenMoved.FarRight[i] == labels[i],
            defaultValue: -1);
        if (digit < 0)
        {
            return;
        }

        bool hasColors = DigitPicture.HasColors(console);
        float[] moved = Moved.Picture(digits.Image(digit), down: 0, right: MovedResult.Farthest);
        console.WriteLine();
        console.Write(new Grid()
            .AddColumn(new GridColumn().NoWrap())
            .AddColumn(new GridColumn().NoWrap().PadRight(0))
            .AddRow(DigitPicture.Of(digits.Image(digit), hasColors), DigitPicture.Of(moved, hasColors))
            .AddRow("in its place", $"{MovedResult.Farthest} px to the right")
            .AddRow(Answer("FlattenNetwork", flatten.Answers[digit]), Answer("FlattenNetwork", flatten.WhenMoved.FarRight[digit]))
            .AddRow(Answer("PoolingNetwork", pooling.Answers[digit]), Answer("PoolingNetwork", pooling.WhenMoved.FarRight[digit])));

        string Answer(string head, int answer) => answer == labels[digit]
            ? $"{head} says [bold green]{answer}[/]: right"
            : $"{head} says [bold red]{answer}[/]: [red]wrong[/]";
    }
}
