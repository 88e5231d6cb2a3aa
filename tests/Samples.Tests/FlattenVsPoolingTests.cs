using System.Globalization;
using System.Text.RegularExpressions;
using FlattenVsPooling;
using FlattenVsPooling.Report;
using Spectre.Console;

namespace ShapeGen.Samples.Tests;

/// <summary>What the sample prints, and the figures that the pages repeat.</summary>
public sealed partial class FlattenVsPoolingTests(FlattenVsPoolingTests.Results results) : IClassFixture<FlattenVsPoolingTests.Results>
{
    /// <summary>The wide report is the measure: nothing wraps there.</summary>
    private const int Wide = 200;

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void NothingIsCutAtThisWidth(int width)
    {
        string[] lines = results.Print(width);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Equal(Words(results.Print(Wide)), Words(lines));
    }

    /// <summary>Rows of tables and charts stay whole: prose alone may go on in the next line.</summary>
    [Fact]
    public void NoRowWrapsAtSixtyColumns()
    {
        string[] lines = results.Print(60);
        Assert.DoesNotContain(lines, line => line.StartsWith("│  ", StringComparison.Ordinal) && !line.Contains("parameters") && !line.Contains("FlattenNetwork"));
        Assert.Equal(100, lines.Sum(line => ScoreBar().Count(line)));
        Assert.Equal(MovedResult.Farthest + 1, lines.Count(line => MovedBars().IsMatch(line)));
    }

    [Fact]
    public void TheAnswerIsTheLastThingOnTheScreen()
    {
        string[] lines = results.Print(80);
        int answer = Array.FindIndex(lines, line => line.StartsWith("── The answer", StringComparison.Ordinal));
        Assert.InRange(lines.Length - answer, 5, 20);
        Assert.Contains("Take Flatten where", lines[^4..].Aggregate(string.Concat));
        Assert.Contains("Take GlobalAveragePooling2D where", lines[^4..].Aggregate(string.Concat));
    }

    /// <summary>One sample at a time or all together, the answers are the same, and they are those of the trained networks.</summary>
    [Fact]
    public void UnmovedDigitsGiveTheSameAnswers()
    {
        Assert.Equal(results.Flatten.Accuracy, results.Flatten.WhenMoved.Accuracy[0]);
        Assert.Equal(results.Pooling.Accuracy, results.Pooling.WhenMoved.Accuracy[0]);
        Assert.Equal(195, results.Flatten.Right);
        Assert.Equal(172, results.Pooling.Right);
        Assert.True(results.Flatten.IsGood);
        Assert.True(results.Pooling.IsGood);
    }

    [Theory]
    [InlineData(DigitData.FlattenName, DigitData.FlattenFile)]
    [InlineData(DigitData.PoolingName, DigitData.PoolingFile)]
    public void MakesTheFeaturesThatPyTorchMakes(string name, string weights)
    {
        using SafeTensors file = SafeTensors.Open(DigitData.PathOf(DigitData.DigitsFile));
        float[] expected = new float[10 * Body.OutputLength];
        file.CopyTo<float>($"{name}/features", [10, .. Body.OutputShape], expected);
        float[] features = new float[expected.Length];
        Body.Load(DigitData.PathOf(weights)).ForwardBatch(results.Digits.Images.AsSpan(0, 10 * Body.InputLength), features);
        Assert.All(features.Zip(expected), (pair, i) => Assert.True(
            Math.Abs(pair.First - pair.Second) <= 2e-5 * (1 + Math.Abs(pair.Second)), $"digit {i / Body.OutputLength}, feature {i % Body.OutputLength}: {pair.First}, not {pair.Second}"));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 0)]
    [InlineData(-1, -4)]
    [InlineData(0, 0)]
    public void MovesEveryPixelAlike(int down, int right)
    {
        const int Size = DigitData.ImageSize;
        float[] image = [.. Enumerable.Range(1, Size * Size).Select(i => (float)i)];
        float[] moved = Moved.Picture(image, down, right);
        Assert.All(moved, (value, i) =>
        {
            (int row, int column) = ((i / Size) - down, (i % Size) - right);
            bool isInside = row is >= 0 and < Size && column is >= 0 and < Size;
            Assert.Equal(isInside ? image[(row * Size) + column] : 0, value);
        });
    }

    /// <summary>README and FAQ repeat the result: the figures there are those computed here.</summary>
    [Fact]
    public void ThePagesHaveTheseFigures()
    {
        string faq = Repository.Read("docs/faq.md");
        string readme = Repository.Read("README.md");
        Assert.Contains($"answers {results.Flatten.Right} right with {FlattenHead.ParameterCount:N0} parameters, the pooling head {results.Pooling.Right} with {PoolingHead.ParameterCount}", readme);
        Assert.Contains(
            $"Moved by {MovedResult.Farthest} pixels, {100 * results.Flatten.WhenMoved.Accuracy[^1]:0} % and {100 * results.Pooling.WhenMoved.Accuracy[^1]:0} %", readme);
        Assert.Contains($"| {FlattenHead.ParameterCount:N0} | {results.Flatten.Right} of 200 | {100 * results.Flatten.WhenMoved.Accuracy[^1]:0} % |", faq);
        Assert.Contains($"| {PoolingHead.ParameterCount:N0} | {results.Pooling.Right} of 200 | {100 * results.Pooling.WhenMoved.Accuracy[^1]:0} % |", faq);
    }

    private static IEnumerable<string> Words(string[] lines) =>
        Separators().Split(string.Join('\n', lines)).Where(word => word.Length > 0).Order(StringComparer.Ordinal);

    /// <summary>White space and what is drawn: frames, bars and pictures.</summary>
    [GeneratedRegex(@"[\s─│╭╮╰╯├┤┬┴┼█▀▄]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\d [█ ]{12} +\d+\.\d %")]
    private static partial Regex ScoreBar();

    [GeneratedRegex(@"^\d px +█* +\d+\.\d % +█* +\d+\.\d %")]
    private static partial Regex MovedBars();

    /// <summary>Both networks run once for all tests; the times are not looked at.</summary>
    public sealed class Results
    {
        public Results()
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Digits = DigitData.Load();
            Flatten = NetworkResult.Of<FlattenNetwork, FlattenHead>(DigitData.FlattenFile, Digits.FlattenExpected, Digits);
            Pooling = NetworkResult.Of<PoolingNetwork, PoolingHead>(DigitData.PoolingFile, Digits.PoolingExpected, Digits);
        }

        internal DigitData Digits { get; }

        internal NetworkResult Flatten { get; }

        internal NetworkResult Pooling { get; }

        /// <summary>The report as it stands in a file, line by line, without blanks at the ends.</summary>
        public string[] Print(int width)
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            using var text = new StringWriter();
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            });
            console.Profile.Width = width;
            console.Profile.Capabilities.Unicode = true;
            FullReport.Write(console, Digits, Flatten, Pooling);
            return [.. text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
        }
    }
}
