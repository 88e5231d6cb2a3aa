using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>The answer to the question, with the figures it rests on.</summary>
internal static class AnswerSection
{
    public static void Write(IAnsiConsole console, NetworkResult flatten, NetworkResult pooling)
    {
        console.WriteLine();
        console.Write(new Rule("[bold]The answer[/]").LeftJustified());
        console.WriteLine();
        console.MarkupLine($"Where they were trained to be, flattening gets {Text.Percent(flatten.Accuracy)} of the digits right, pooling {Text.Percent(pooling.Accuracy)}.");
        console.MarkupLine($"Moved by {MovedResult.Farthest} pixels, it is {Text.Percent(flatten.WhenMoved.Accuracy[^1])} and {Text.Percent(pooling.WhenMoved.Accuracy[^1])}.");
        console.WriteLine();
        console.MarkupLine("Take [green]Flatten[/] where the place carries meaning and there are examples enough to learn it, as with centred digits.");
        console.MarkupLine("Take [green]GlobalAveragePooling2D[/] where a feature counts wherever it is, where the head overfits or is too large, or where images differ in size.");
    }
}
