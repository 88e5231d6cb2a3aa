using Spectre.Console;
using static FlattenVsPooling.Examples;

namespace FlattenVsPooling.Report;

/// <summary>Other shapes, read from constants of models that are never made.</summary>
internal static class ExamplesSection
{
    public static void Write(IAnsiConsole console)
    {
        Table table = new Table()
            .Title("[bold]Values, and parameters of a Dense(256) on them[/]")
            .RoundedBorder()
            .AddColumn("input")
            .AddColumn("")
            .AddColumn(new TableColumn("Flatten").RightAligned())
            .AddColumn(new TableColumn("pooling").RightAligned());
        Values(table, Text.Shape(FlattenedImage.InputShape), FlattenedImage.OutputLength, PooledImage.OutputLength);
        Values(table, Text.Shape(FlattenedMaps.InputShape), FlattenedMaps.OutputLength, PooledMaps.OutputLength);
        Values(table, Text.Shape(FlattenedFrames.InputShape), FlattenedFrames.InputLength, PooledFrames.InputShape[^1]);
        Parameters(table, FlattenedFrames.ParameterCount, PooledFrames.ParameterCount);
        Values(table, Text.Shape(FlattenedLargeMaps.InputShape), FlattenedLargeMaps.OutputLength, PooledLargeMaps.OutputLength);
        Parameters(table, DenseOnFlattenedLargeMaps.ParameterCount, DenseOnPooledLargeMaps.ParameterCount);
        console.WriteLine();
        console.Write(table);
    }

    private static void Values(Table table, string shape, long flatten, long pooling) =>
        table.AddRow(shape, "values", Text.Count(flatten), Text.Count(pooling));

    private static void Parameters(Table table, long flatten, long pooling) =>
        table.AddRow("", "parameters", $"[bold]{Text.Count(flatten)}[/]", $"[bold]{Text.Count(pooling)}[/]");
}
