using System.Globalization;
using NativeDigits;

// NativeDigits [--bits] [picture …]: what each picture shows, the shipped ones without arguments.
// --bits prints the scores as the bits of their floats, to compare builds. Exit codes: 0 good, 2 a picture could not be read.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool showsBits = args is ["--bits", ..];
string[] paths = showsBits ? args[1..] : args;
try
{
    var network = new DigitNetwork();
    foreach (Picture picture in paths.Length == 0 ? Picture.Shipped() : paths.Select(Picture.Read))
    {
        float[] scores = network.Classify(picture.Ink);
        string shown = showsBits
            ? string.Join(' ', scores.Select(score => BitConverter.SingleToUInt32Bits(score).ToString("x8")))
            : $"{Array.IndexOf(scores, scores.Max())}   {string.Join(' ', scores.Select(score => score.ToString("0.000")))}";
        Console.WriteLine($"{picture.Name}: {shown}");
    }

    return 0;
}
catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
