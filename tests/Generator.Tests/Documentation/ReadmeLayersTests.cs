using System.Text.RegularExpressions;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Tests.Conventions;
using ShapeGen.Generator.Tests.Snapshots;

namespace ShapeGen.Generator.Tests.Documentation;

/// <summary>
/// README's table of layers says what the catalog says. When a layer arrives, <c>SHAPEGEN_ACCEPT=1</c> moves it to the column of
/// those that exist; one that no row has must be added by hand.
/// </summary>
public sealed partial class ReadmeLayersTests
{
    private const string Page = "README.md";
    private const string Header = "| | available | coming | not planned |\n|---|---|---|---|\n";

    private static readonly string[] Available = [.. LayerCatalog.Definitions.Select(definition => definition.Name)];

    [Fact]
    public void TheTableIsTheCatalogs()
    {
        string readme = Readme();
        string table = Table(readme);
        Baseline.VerifyFile(Repository.Full(Page), readme.Replace(table, string.Concat(Rows(table).Select(row => row.Write()))));
    }

    [Fact]
    public void EveryLayerHasAPlace() => PageRows.AssertNone(
        Available.Except(Rows(Table(Readme())).SelectMany(row => row.Names)).Select(name => $"{Page} lists no {name}: add it to a row of the table of layers."));

    [Fact]
    public void ALayerStandsOnce() => Assert.Empty(
        Rows(Table(Readme())).SelectMany(row => row.Names).GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));

    /// <summary>What a network's page promises most is named.</summary>
    [Theory]
    [InlineData("Conv2D")]
    [InlineData("Conv3DTranspose")]
    [InlineData("BatchNormalization")]
    [InlineData("MaxPooling2D")]
    [InlineData("ConvLSTM2D")]
    [InlineData("MultiHeadAttention")]
    [InlineData("Lambda")]
    public void NamesWhatUsersLookFor(string name) => Assert.Contains(Rows(Table(Readme())), row => row.Names.Contains(name));

    [Fact]
    public void AnArrivedLayerMoves() => Assert.Equal(
        "| Shape | `Flatten`, `Reshape` | `Crop1D`, `2D` | `Lambda` |\n",
        new Row("Shape", ["Reshape"], ["Flatten", "Crop1D", "Crop2D"], ["Lambda"]).Write());

    [Fact]
    public void ShortNamesAreReadBack() => Assert.Equal(
        ["Conv1D", "Conv2D", "Conv1DTranspose", "Conv3DTranspose", "Dense"], Names("`Conv1D`, `2D`, `Conv1DTranspose`, `3D`, `Dense`"));

    private static string Readme() => File.ReadAllText(Repository.Full(Page)).ReplaceLineEndings("\n");

    private static string Table(string readme)
    {
        int start = readme.IndexOf(Header, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Page} has no table of layers.");
        start += Header.Length;
        return readme[start..(readme.IndexOf("\n\n", start, StringComparison.Ordinal) + 1)];
    }

    private static IEnumerable<Row> Rows(string table) =>
        from line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let cells = line.Trim('|').Split('|')
        select new Row(cells[0].Trim(), [.. Names(cells[1])], [.. Names(cells[2])], [.. Names(cells[3])]);

    /// <summary>Names in code, where <c>2D</c> after <c>Conv1D</c> stands for <c>Conv2D</c>.</summary>
    private static IEnumerable<string> Names(string cell)
    {
        string name = "";
        foreach (Match match in Code().Matches(cell))
        {
            string code = match.Groups[1].Value;
            name = Rank().IsMatch(code) && code.Length == 2 ? Rank().Replace(name, code) : code;
            yield return name;
        }
    }

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("[1-3]D")]
    private static partial Regex Rank();

    /// <summary>A line of the table: a kind of layer, and the layers in each column.</summary>
    private sealed record Row(string Kind, string[] There, string[] Coming, string[] NotPlanned)
    {
        public IEnumerable<string> Names => [.. There, .. Coming, .. NotPlanned];

        /// <summary>The line as the catalog wants it.</summary>
        public string Write() =>
            $"| {Kind} | {Cell(Names.Where(Available.Contains).Order(StringComparer.Ordinal))}{Cell(Coming.Except(Available))}{Cell(NotPlanned.Except(Available))}".TrimEnd() + "\n";

        private static string Cell(IEnumerable<string> names)
        {
            string last = "";
            string cell = string.Join(", ", names.Select(Shorten));
            return cell.Length == 0 ? "| " : $"{cell} | ";

            string Shorten(string name)
            {
                bool repeats = Rank().IsMatch(name) && Rank().Replace(name, "") == Rank().Replace(last, "") && last != name;
                last = name;
                return repeats ? $"`{Rank().Match(name).Value}`" : $"`{name}`";
            }
        }
    }
}
