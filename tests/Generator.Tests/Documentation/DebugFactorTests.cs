using System.Text.RegularExpressions;
using ShapeGen.Generator.Tests.Conventions;

namespace ShapeGen.Generator.Tests.Documentation;

/// <summary>How much slower a build without optimisation is: one figure, in the build's message and on every page.</summary>
public sealed partial class DebugFactorTests
{
    private const string BuildMessage = "src/Runtime/Package/build/ShapeGen.targets";

    private static readonly string[] Places =
    [
        BuildMessage,
        "README.md",
        "tests/Consumer/run.sh",
        "tests/Directory.Build.props",
        "src/Runtime/Package/README.md",
        .. Repository.Files("docs", "*.md").Where(page => !page.StartsWith("docs/decisions/", StringComparison.Ordinal)),
        .. Repository.Files("samples", "*.md"),
    ];

    [Fact]
    public void EveryPlaceNamesTheFactorOfTheBuildMessage()
    {
        string factor = Assert.Single(Factors(BuildMessage));
        Assert.All(Places, place => Assert.All(Factors(place), found => Assert.True(found == factor, $"{place} says {found} times, {BuildMessage} says {factor}.")));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/tutorial.md")]
    [InlineData("docs/faq.md")]
    public void ThePageNamesIt(string page) => Assert.NotEmpty(Factors(page));

    /// <summary>Each model's factor in the FAQ is that of its two times, and the one figure is their geometric mean to the nearest ten.</summary>
    [Fact]
    public void TheMeasuredFactorsAreTheQuotients()
    {
        string faq = File.ReadAllText(Repository.Full("docs/faq.md"));
        double[] factors = [.. Measured().Matches(faq).Select(match =>
        {
            double release = Number(match, 1);
            double debug = Number(match, 2);
            Assert.Equal(Number(match, 3), Math.Round(debug / release));
            return debug / release;
        })];
        Assert.Equal(6, factors.Length);
        double typical = Math.Pow(factors.Aggregate(1.0, (product, factor) => product * factor), 1.0 / factors.Length);
        Assert.Equal(Factors(BuildMessage).Single(), $"{10 * Math.Round(typical / 10)}");

        static double Number(Match match, int group) => double.Parse(match.Groups[group].Value.Replace(",", ""), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string[] Factors(string path) =>
        [.. Factor().Matches(File.ReadAllText(Repository.Full(path))).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>What speaks of optimisation or Debug and then of a number of times, before the paragraph ends.</summary>
    [GeneratedRegex(@"(?:optimi[sz]|Debug)(?:(?!\n\s*\n).)*?(\d+)\s+times\s+(?:slower|as\s+long)", RegexOptions.Singleline)]
    private static partial Regex Factor();

    /// <summary>A row of the FAQ's table: Release ns, Debug ns, factor.</summary>
    [GeneratedRegex(@"\| ([\d.,]+) ns \| ([\d.,]+) ns \| (\d+) \|")]
    private static partial Regex Measured();
}
