using System.Globalization;
using System.Text;
using NativeDigits;

// NativeDigits [--bits] [picture …]: draws each picture and names its digit; the shipped ones without arguments.
// --bits prints the scores as the bits of their floats instead, to compare builds. Exit codes: 0 good, 2 a picture could not be read.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
bool showsBits = args is ["--bits", ..];
string[] paths = showsBits ? args[1..] : args;
try
{
    DigitNetwork network = DigitNetwork.Load();
    float[] scores = new float[DigitNetwork.OutputLength];
    foreach (Picture picture in paths.Length == 0 ? Picture.Shipped() : paths.Select(Picture.Read))
    {
        network.Forward(picture.Ink, scores);
        Console.WriteLine(showsBits
            ? $"{picture.Name}: {string.Join(' ', scores.Select(score => BitConverter.SingleToUInt32Bits(score).ToString("x8")))}"
            : Answer.Of(picture, scores));
    }

    return 0;
}
catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
