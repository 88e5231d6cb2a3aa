using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>The question and the short answer.</summary>
internal static class QuestionSection
{
    public static void Write(IAnsiConsole console, HeadResult flatten, HeadResult pooling)
    {
        console.Write(new Rule("[bold]Flatten or GlobalAveragePooling2D?[/]").LeftJustified());
        console.MarkupLine(
            $"""

            [bold]Flatten[/] keeps every value and its place: {Text.Shape(FlattenHead.InputShape)} becomes {Text.Count(FlattenHead.InputLength)} values.
            [bold]GlobalAveragePooling2D[/] keeps one mean a channel: {Text.Shape(PoolingHead.InputShape)} becomes {Text.Count(PoolingHead.InputShape[^1])}.
            The dense layer behind them therefore has {Text.Count(FlattenHead.ParameterCount)} parameters or {Text.Count(PoolingHead.ParameterCount)}.

            On {flatten.Answers.Length} handwritten digits, flattening gets {Text.Percent(flatten.Accuracy)} right, pooling {Text.Percent(pooling.Accuracy)}.
            [green]Flatten[/] where the place carries meaning and there are examples enough to learn it, as with centred digits. [green]Pooling[/] where a feature counts wherever it is, where the head over-fits or its parameters do not fit, or where images differ in size.
            """);
    }
}
