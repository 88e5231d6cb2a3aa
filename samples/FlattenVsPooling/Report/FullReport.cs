using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>All that the program says, for a terminal of at least 60 columns. The answer comes last, where the eye is.</summary>
internal static class FullReport
{
    public static void Write(IAnsiConsole console, DigitData digits, NetworkResult flatten, NetworkResult pooling, MovedResult both, double offKeras)
    {
        QuestionSection.Write(console);
        ShapesSection.Write(console);
        FirstModelSection.Write(console, offKeras);
        ExamplesSection.Write(console);
        DigitsSection.Write(console, digits, flatten, pooling);
        ResultsSection.Write(console, flatten, pooling);
        MovedSection.Write(console, digits, flatten, pooling);
        BothSection.Write(console, flatten, pooling, both);
        AnswerSection.Write(console, flatten, pooling);
    }
}
