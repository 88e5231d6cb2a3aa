using ShapeGen;
using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>Both networks side by side, as the compiler knows them.</summary>
internal static class ShapesSection
{
    public static void Write(IAnsiConsole console)
    {
        Table table = new Table()
            .Title("[bold]The two networks, as the compiler knows them[/]")
            .RoundedBorder()
            .AddColumn("")
            .AddColumn(new TableColumn("[bold]FlattenNetwork[/]").RightAligned())
            .AddColumn(new TableColumn("[bold]PoolingNetwork[/]").RightAligned())
            .AddRow("InputShape", Text.Shape(FlattenNetwork.InputShape), Text.Shape(PoolingNetwork.InputShape))
            .AddRow("OutputShape", Text.Shape(FlattenNetwork.OutputShape), Text.Shape(PoolingNetwork.OutputShape));
        for (int i = 0; i < FlattenNetwork.Weights.Length; i++)
        {
            WeightInfo flatten = FlattenNetwork.Weights[i];
            table.AddRow(flatten.Name, Text.Shape(flatten.Shape), Text.Shape(PoolingNetwork.Weights[i].Shape));
        }

        table.AddRow("[bold]ParameterCount[/]", $"[bold]{Text.Count(FlattenNetwork.ParameterCount)}[/]", $"[bold]{Text.Count(PoolingNetwork.ParameterCount)}[/]");
        console.WriteLine();
        console.Write(table);
    }
}
