using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>A third head, which reads means and maxima.</summary>
internal static class BothSection
{
    public static void Write(IAnsiConsole console, NetworkResult flatten, NetworkResult pooling, MovedResult both)
    {
        console.WriteLine();
        console.Write(new Rule("Mean and maximum").LeftJustified());
        console.WriteLine($"GlobalMaxPooling2D tells whether a feature is anywhere. Beside the means, {MeansAndMaxima.OutputLength} values go into the dense layer.");
        console.WriteLine();
        console.Write(new Table()
            .RoundedBorder()
            .AddColumn("network")
            .AddColumn(new TableColumn("in the head").RightAligned())
            .AddColumn(new TableColumn("right").RightAligned())
            .AddColumn(new TableColumn($"moved {MovedResult.Farthest} px").RightAligned())
            .AddRow("FlattenNetwork", Text.Count(FlattenHead.ParameterCount), Text.Percent(flatten.Accuracy), Text.Percent(flatten.WhenMoved.Accuracy[^1]))
            .AddRow("PoolingNetwork", Text.Count(PoolingHead.ParameterCount), Text.Percent(pooling.Accuracy), Text.Percent(pooling.WhenMoved.Accuracy[^1]))
            .AddRow("[bold]BothNetwork[/]", Text.Count(BothHead.ParameterCount), Text.Percent(both.Accuracy[0]), Text.Percent(both.Accuracy[^1])));
        console.WriteLine("Its convolutions are PoolingNetwork's, trained for means alone; its head learnt from the 9,800 digits of the set that are not among these.");
    }
}
