using Samples;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FlattenVsPooling.Report;

/// <summary>
/// A grey picture of 28 x 28 pixels in 28 x 14 characters: each is the upper and the lower half of one. Without colours,
/// as in a file, a pixel is either ink or paper.
/// </summary>
internal static class DigitPicture
{
    private const int Size = DigitData.ImageSize;

    public static bool HasColors(IAnsiConsole console) =>
        console.Profile.Capabilities.Ansi && console.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit;

    public static IRenderable Of(ReadOnlySpan<float> image, bool hasColors)
    {
        var picture = new Paragraph();
        for (int row = 0; row < Size; row += 2)
        {
            for (int column = 0; column < Size; column++)
            {
                float upper = image[(row * Size) + column];
                float lower = image[((row + 1) * Size) + column];
                if (hasColors)
                {
                    picture.Append("▀", new Style(Grey(upper), Grey(lower)));
                }
                else
                {
                    picture.Append(HalfBlocks.Of(upper, lower).ToString());
                }
            }

            picture.Append(row + 2 < Size ? "\n" : "");
        }

        return picture;
    }

    private static Color Grey(float value)
    {
        byte level = (byte)Math.Clamp(255 * value, 0, 255);
        return new Color(level, level, level);
    }
}
