using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>The question, and what each of the two layers does.</summary>
internal static class QuestionSection
{
    public static void Write(IAnsiConsole console)
    {
        console.Write(new Rule("[bold]Flatten or GlobalAveragePooling2D?[/]").LeftJustified());
        console.WriteLine();
        console.MarkupLine($"[bold]Flatten[/] keeps every value and its place: {Text.Shape(FlattenHead.InputShape)} becomes {Text.Count(FlattenHead.InputLength)} values.");
        console.MarkupLine($"[bold]GlobalAveragePooling2D[/] keeps the mean of each channel: {Text.Shape(PoolingHead.InputShape)} becomes {Text.Count(PoolingHead.InputShape[^1])}.");
        console.MarkupLine($"The dense layer after them therefore has {Text.Count(FlattenHead.ParameterCount)} parameters or {Text.Count(PoolingHead.ParameterCount)}.");
    }
}
