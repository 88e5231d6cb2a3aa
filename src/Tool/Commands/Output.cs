namespace ShapeGen.Tool.Commands;

/// <summary>Prints text from files as it is: no markup in it is obeyed, and no line is broken by the width of the terminal.</summary>
internal static class Output
{
    public static void Line(string text) => Console.Out.WriteLine(Clean(text));

    public static void Error(string text) => Console.Error.WriteLine(Clean(text));

    /// <summary>Control characters could move the cursor or change colours.</summary>
    private static string Clean(string text) => string.Create(text.Length, text, (target, source) =>
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = char.IsControl(source[i]) && source[i] != '\n' ? '?' : source[i];
        }
    });
}

internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The file cannot be read, or the command cannot be carried out.</summary>
    public const int Failure = 1;

    /// <summary>The model holds something that ShapeGen has no layer for.</summary>
    public const int NotSupported = 2;

    /// <summary>Outputs depart from the reference.</summary>
    public const int Departs = 3;
}
