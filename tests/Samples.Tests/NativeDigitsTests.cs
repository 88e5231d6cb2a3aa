using System.Globalization;
using NativeDigits;

namespace ShapeGen.Samples.Tests;

/// <summary>What the native sample says of a picture; <c>check.sh</c> runs the program itself.</summary>
public class NativeDigitsTests
{
    private readonly DigitNetwork _network = DigitNetwork.Load();

    public NativeDigitsTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [Fact]
    public void DrawsTheDigitAndNamesIt()
    {
        Picture picture = Picture.Shipped().Single(p => p.Name == "7.png");
        string[] lines = Answer.Of(picture, Classify(picture)).Split('\n');
        Assert.Matches(@"^7\.png: 7 \(seven\), \d+\.\d %; else \d \([a-z]+\), \d+\.\d %$", lines[0]);
        Assert.InRange(lines.Length, 8, 15);
        Assert.All(lines[1..], line => Assert.Matches("^ {4}[ █▀▄]*$", line));
        Assert.StartsWith("    ", lines[1]);
        Assert.Contains(lines[1..], line => line[4] != ' ');
    }

    [Fact]
    public void AnEmptyPaperHasAnAnswerAndNoDrawing()
    {
        var paper = new Picture("paper", new float[28 * 28]);
        Assert.DoesNotContain('\n', Answer.Of(paper, Classify(paper)));
    }

    /// <summary>The page shows what the program prints.</summary>
    [Fact]
    public void ThePageShowsTheFirstPicture()
    {
        Picture picture = Picture.Shipped().Single(p => p.Name == "1.png");
        Assert.Contains($"```text\n{Answer.Of(picture, Classify(picture))}\n```", Repository.Read("samples/NativeDigits/README.md"));
    }

    private float[] Classify(Picture picture)
    {
        float[] scores = new float[DigitNetwork.OutputLength];
        _network.Forward(picture.Ink, scores);
        return scores;
    }
}
