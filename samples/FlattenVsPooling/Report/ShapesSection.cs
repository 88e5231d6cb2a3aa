using ShapeGen;
using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>Both heads side by side, as the compiler knows them.</summary>
internal static class ShapesSection
{
    public static void Write(IAnsiConsole console)
    {
        Table table = new Table()
            .Title("[bold]The two heads, as the compiler knows them[/]")
            .RoundedBorder()
            .AddColumn("")
            .AddColumn(new TableColumn("[bold]FlattenHead[/]").RightAligned())
            .AddColumn(new TableColumn("[bold]PoolingHead[/]").RightAligned())
            .AddRow("InputShape", Text.Shape(FlattenHead.InputShape), Text.Shape(PoolingHead.InputShape))
            .AddRow("OutputShape", Text.Shape(FlattenHead.OutputShape), Text.Shape(PoolingHead.OutputShape));
        for (int i = 0; i < FlattenHead.Weights.Length; i++)
        {
            WeightInfo flatten = FlattenHead.Weights[i];
            table.AddRow(flatten.Name, Text.Shape(flatten.Shape), Text.Shape(PoolingHead.Weights[i].Shape));
        }

        table.AddRow("[bold]ParameterCount[/]", $"[bold]{Text.Count(FlattenHead.ParameterCount)}[/]", $"[bold]{Text.Count(PoolingHead.ParameterCount)}[/]");
        console.WriteLine();
        console.Write(table);
    }
}
