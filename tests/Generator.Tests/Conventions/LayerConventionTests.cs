using System.Text.RegularExpressions;
using ShapeGen.Generator.Layers;
using ShapeGen.Generator.Layers.Activation;

namespace ShapeGen.Generator.Tests.Conventions;

/// <summary>
/// A layer is one folder, its attributes, one line in the catalog, one test file and one page; each failure names the
/// path that is missing or left over. <c>docs/adding-a-layer.md</c> walks through them.
/// </summary>
public class LayerConventionTests
{
    private const string LayerFolder = "src/Generator/Layers";
    private const string AttributeFolder = "src/Runtime/Layers";
    private const string PageFolder = "docs/layers";
    private const string TestFolder = "tests/Generator.Tests/Layers";

    public static TheoryData<string> Families => [.. Repository.Families];

    public static TheoryData<string> AttributeNames => [.. LayerCatalog.AttributeNames];

    [Theory]
    [MemberData(nameof(Families))]
    public void ALayerHasItsFolder(string family) => AssertExists($"{LayerFolder}/{family}/{family}Layer.cs");

    [Theory]
    [MemberData(nameof(Families))]
    public void ALayerHasItsPage(string family) => AssertExists($"{PageFolder}/{Repository.KebabCase(family)}.md");

    [Fact]
    public void TheListOfPagesNamesEachOne() => PageRows.AssertAre(
        $"{PageFolder}/README.md",
        Repository.Families.Select(Repository.KebabCase).Order(StringComparer.Ordinal),
        Regex.Matches(File.ReadAllText(Repository.Full($"{PageFolder}/README.md")), @"^\| \[([a-z0-9-]+)\]\(\1\.md\) \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value));

    [Theory]
    [MemberData(nameof(Families))]
    public void ALayerHasItsTests(string family) => AssertExists($"{TestFolder}/{family}LayerTests.cs");

    [Theory]
    [MemberData(nameof(AttributeNames))]
    public void AnAttributeHasItsFile(string name)
    {
        AssertExists($"{AttributeFolder}/{name}Attribute.cs");
        Type? type = typeof(LayerAttribute).Assembly.GetType($"ShapeGen.{name}Attribute");
        Assert.True(type is { IsPublic: true, IsAbstract: false } && type.IsSubclassOf(typeof(LayerAttribute)), $"ShapeGen.{name}Attribute is no public layer attribute.");
    }

    [Fact]
    public void EveryFolderBelongsToALayer() => AssertBelong(
        Directory.GetDirectories(Repository.Full(LayerFolder)).Select(path => Path.GetFileName(path)!), Repository.Families, LayerFolder);

    [Fact]
    public void EveryPageBelongsToALayer()
    {
        if (Directory.Exists(Repository.Full(PageFolder)))
        {
            AssertBelong(
                Directory.GetFiles(Repository.Full(PageFolder), "*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name is not ("README" or "index")),
                Repository.Families.Select(Repository.KebabCase),
                PageFolder);
        }
    }

    [Fact]
    public void EveryTestFileBelongsToALayer() => AssertBelong(
        Repository.Files(TestFolder, "*LayerTests.cs").Select(path => Path.GetFileNameWithoutExtension(path)), Repository.Families.Select(f => f + "LayerTests"), TestFolder);

    [Fact]
    public void EveryAttributeBelongsToALayer() => AssertBelong(
        typeof(LayerAttribute).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(LayerAttribute)) && !t.IsAbstract && !t.IsSubclassOf(typeof(BlockUseAttribute))).Select(t => t.Name.Split('`')[0]),
        LayerCatalog.AttributeNames.Select(name => name + "Attribute"),
        AttributeFolder);

    [Fact]
    public void AnAttributeNameStandsForOneLayer() =>
        Assert.All(LayerCatalog.Definitions, definition => Assert.All(definition.AttributeNames, name => Assert.Same(definition, LayerCatalog.Find(name))));

    /// <summary>A layer that has arrived leaves <c>MissingLayers</c>.</summary>
    [Fact]
    public void AMissingLayerIsNotThere() =>
        PageRows.AssertNone(MissingLayers.All.Select(layer => layer.Name).Intersect(LayerCatalog.AttributeNames).Select(name => $"{LayerFolder}/MissingLayers.cs still lists {name}."));

    /// <summary>
    /// Every argument that a layer's code reads by name is one of its attributes' parameters or properties, and the reverse. What several
    /// families read together stands in a file beside their folders, whose type they name.
    /// </summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void ArgumentsAreReadByTheNamesOfTheAttributes(string family)
    {
        string text = string.Concat(Repository.Files($"{LayerFolder}/{family}").Select(path => File.ReadAllText(Repository.Full(path))));
        IEnumerable<string> shared = Directory.GetFiles(Repository.Full(LayerFolder), "*.cs").Where(path => Regex.IsMatch(text, $"\\b{Path.GetFileNameWithoutExtension(path)}\\."));
        text += string.Concat(shared.Select(File.ReadAllText));
        IEnumerable<Type> attributes = LayerCatalog.Definitions.Where(d => Repository.Family(d) == family)
            .SelectMany(d => d.AttributeNames)
            .Select(name => typeof(LayerAttribute).Assembly.GetType($"ShapeGen.{name}Attribute")!);
        foreach (Type attribute in attributes)
        {
            IEnumerable<string> names = attribute.GetConstructors().Single().GetParameters().Select(p => p.Name!)
                .Concat(attribute.GetProperties().Where(p => p.CanWrite && p.Name is not (nameof(LayerAttribute.Name) or nameof(LayerAttribute.From))).Select(p => p.Name));
            Assert.All(names, name => Assert.True(text.Contains($"\"{name}\""), $"{LayerFolder}/{family} never reads {attribute.Name}'s \"{name}\"."));
        }
    }

    /// <summary>The framework must not change for a new layer, so it knows none by name.</summary>
    [Fact]
    public void TheFrameworkNamesNoLayer()
    {
        string[] names = [.. LayerCatalog.Definitions.Select(d => d.Name).Concat(LayerCatalog.AttributeNames).Concat(Repository.Families).Distinct()];
        var forbidden = new Regex($"\\b(?:{string.Join('|', names)})(?:Layer|Attribute)\\b|\"(?:{string.Join('|', names)})\"");
        string[] framework =
        [
            .. Repository.Files("src/Generator/Core"),
            .. Repository.Files("src/Generator/Declarations"),
            .. Repository.Files("src/Generator/Graph"),
            .. Repository.Files("src/Generator/Shapes"),
            .. Repository.Files("src/Generator/Models"),
            .. Repository.Files("src/Generator").Where(path => path.StartsWith("src/Generator/Analyzers/", StringComparison.Ordinal)),
            .. Repository.Files("src/Generator/Planning").Where(path => !path.Contains("/Steps/")),
            .. Repository.Files("src/Generator/Emission").Where(path => !path.Contains("/Steps/")),
            "src/Generator/ModelGenerator.cs",
        ];
        Assert.True(framework.Length > 20, "The framework's folders have moved.");
        Assert.Matches(forbidden, "new DenseLayer()");
        Assert.Matches(forbidden, "name == \"GlobalAvgPool2D\"");
        IEnumerable<string> found = from path in framework
                                    from line in File.ReadAllLines(Repository.Full(path)).Select((text, index) => (text, index))
                                    where !line.text.TrimStart().StartsWith("//", StringComparison.Ordinal)
                                    let match = forbidden.Match(line.text)
                                    where match.Success
                                    select $"{path}({line.index + 1}) names {match.Value}";
        Assert.Empty(found);
    }

    [Fact]
    public void FilesAreNotNamedAfterNothing()
    {
        var forbidden = new Regex("(Helper|Helpers|Manager|Util|Utils|Utility)\\.cs$");
        Assert.Matches(forbidden, "src/ShapeHelper.cs");
        Assert.DoesNotContain(Repository.Files("src").Concat(Repository.Files("tests")), forbidden.IsMatch);
    }

    [Fact]
    public void TheActivationsAreTheRuntimes() => AssertSame<ActivationFunction, ShapeGen.Activation>();

    [Fact]
    public void TheDataFormatsAreTheRuntimes() => AssertSame<Generator.Layers.DataFormat, ShapeGen.DataFormat>();

    [Fact]
    public void ThePaddingsAreTheRuntimes() => AssertSame<Generator.Layers.Padding, ShapeGen.Padding>();

    [Fact]
    public void TheScoreModesAreTheRuntimes() => AssertSame<Generator.Layers.ScoreMode, ShapeGen.ScoreMode>();

    [Fact]
    public void TheInterpolationsAreTheRuntimes() => AssertSame<Generator.Layers.Interpolation, ShapeGen.Interpolation>();

    [Fact]
    public void TheConvAlgorithmsAreTheRuntimes() => AssertSame<Generator.Layers.ConvAlgorithm, ShapeGen.ConvAlgorithm>();

    private static void AssertSame<TGenerator, TRuntime>() where TGenerator : struct, Enum where TRuntime : struct, Enum => Assert.Equal(
        Enum.GetValues<TRuntime>().Select(value => (value.ToString(), Convert.ToInt32(value))),
        Enum.GetValues<TGenerator>().Select(value => (value.ToString(), Convert.ToInt32(value))));

    private static void AssertExists(string path) => Assert.True(File.Exists(Repository.Full(path)), $"{path} is missing.");

    private static void AssertBelong(IEnumerable<string> found, IEnumerable<string> known, string folder)
    {
        string[] all = [.. found];
        Assert.NotEmpty(all);
        PageRows.AssertNone(all.Except(known).Select(name => $"{folder}/{name} belongs to no layer of the catalog."));
    }
}
