using Spectre.Console;

namespace FlattenVsPooling.Report;

/// <summary>All that the program says, for a terminal of at least 60 columns. The answer comes last, where the eye is.</summary>
internal static class FullReport
{
    public static void Write(IAnsiConsole console, DigitData digits, NetworkResult flatten, NetworkResult pooling)
    {
        QuestionSection.Write(console);
        ShapesSection.Write(console);
        ExamplesSection.Write(console);
        DigitsSection.Write(console, digits, flatten, pooling);
        ResultsSection.Write(console, flatten, pooling);
        MovedSection.Write(console, digits, flatten, pooling);
        AnswerSection.Write(console, flatten, pooling);
    }
}
