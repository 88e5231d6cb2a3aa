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

    /// <summary>The third network, from the features of the body: mean and maximum of each, and the dense layer in double.</summary>
    [Fact]
    public void MeansAndMaximaGoIntoOneDense()
    {
        using SafeTensors file = SafeTensors.Open(DigitData.PathOf(DigitData.BothFile));
        float[] kernel = DigitData.Read(file, "dense/kernel", [64, 10]);
        float[] bias = DigitData.Read(file, "dense/bias", [10]);
        float[] features = new float[Body.OutputLength];
        float[] scores = new float[BothNetwork.OutputLength];
        for (int digit = 0; digit < 20; digit++)
        {
            Body.Load(file).Forward(results.Digits.Image(digit), features);
            BothNetwork.Load(file).Forward(results.Digits.Image(digit), scores);
            double[] pooled = [.. Channels(features, Enumerable.Average), .. Channels(features, Enumerable.Max)];
            double[] exponentials = [.. Enumerable.Range(0, 10).Select(c => Math.Exp(bias[c] + pooled.Select((value, i) => value * kernel[(i * 10) + c]).Sum()))];
            Assert.All(scores, (score, c) => Assert.Equal(exponentials[c] / exponentials.Sum(), score, 1e-5));
        }

        static IEnumerable<double> Channels(float[] features, Func<IEnumerable<double>, double> join) =>
            Enumerable.Range(0, 32).Select(c => join(Enumerable.Range(0, 36).Select(p => (double)features[(p * 32) + c])));
    }

    /// <summary>The first model of the question: 28 becomes 26, 24, 22, 20 and 18, and Keras gives the same 64 means.</summary>
    [Fact]
    public void FiveConvolutionsAreThoseOfKeras()
    {
        Assert.Equal(
            ["(26, 26, 64)", "(24, 24, 64)", "(22, 22, 64)", "(20, 20, 64)", "(18, 18, 64)", "(64)"],
            FirstModel.Layers().Select(layer => layer.Shape));
        Assert.Equal(["1,792", "36,928", "36,928", "36,928", "36,928", "0"], FirstModel.Layers().Select(layer => layer.Parameters));
        Assert.InRange(FirstModel.DifferenceFromKeras(), 0, FirstModel.AllowedDifference);
        string[] lines = results.Print(80);
        Assert.Contains(lines, line => line.Contains("(18, 18, 64)"));
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
        Assert.Contains($"| {BothHead.ParameterCount} | {200 * results.Both.Accuracy[0]:0} of 200 | {100 * results.Both.Accuracy[^1]:0} % |", faq);
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
            Both = MovedResult.Of(BothNetwork.Load(DigitData.PathOf(DigitData.BothFile)), Digits);
        }

        internal DigitData Digits { get; }

        internal MovedResult Both { get; }

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
            FullReport.Write(console, Digits, Flatten, Pooling, Both, FirstModel.DifferenceFromKeras());
            return [.. text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
        }
    }
}
