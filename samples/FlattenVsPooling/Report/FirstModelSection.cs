using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>The network that the question came with: what each layer leaves of an image.</summary>
internal static class FirstModelSection
{
    public static void Write(IAnsiConsole console, double offKeras)
    {
        Table table = new Table()
            .Title("[bold]Five convolutions before the pooling[/]")
            .RoundedBorder()
            .AddColumn("")
            .AddColumn(new TableColumn("leaves").RightAligned())
            .AddColumn(new TableColumn("parameters").RightAligned())
            .AddRow("input", Text.Shape(FiveConvolutions.InputShape), "");
        foreach ((string layer, string shape, string parameters) in FirstModel.Layers())
        {
            table.AddRow(layer, shape, parameters);
        }

        console.WriteLine();
        console.Write(table);
        console.WriteLine($"Each window of 3 x 3 takes 2 off height and width. Flatten would leave {Text.Count(18 * 18 * FiveConvolutions.OutputLength)} values in the place of {FiveConvolutions.OutputLength}.");
        console.WriteLine($"On two images the answers are off Keras' by {offKeras:0.0e0}.");
        if (!(offKeras <= FirstModel.AllowedDifference))
        {
            console.MarkupLine($"[red]They must differ by at most {FirstModel.AllowedDifference:0e0}.[/]");
        }
    }
}
