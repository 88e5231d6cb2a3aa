using System.Text.RegularExpressions;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Dense;
using ShapeGen.Generator.Planning.Kernels.Pooling;

namespace ShapeGen.Generator.Tests.Conventions;

/// <summary>A kernel variant is a record, an emitter and a row of <c>docs/kernels.md</c>; planning decides, emission writes down.</summary>
public class KernelConventionTests
{
    private const string Page = "docs/kernels.md";
    private const string Emission = "src/Generator/Emission";

    public static TheoryData<Type> Variants => [.. VariantTypes];

    public static IEnumerable<Type> VariantTypes =>
        typeof(PoolKernel).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PoolKernel)) || type.IsSubclassOf(typeof(DenseKernel)));

    [Theory]
    [MemberData(nameof(Variants))]
    public void AVariantHasItsEmitter(Type variant)
    {
        Assert.EndsWith("Kernel", variant.Name);
        string family = variant.Namespace!.Split('.')[^1];
        string name = $"ShapeGen.Generator.Emission.Kernels.{family}.{variant.Name[..^"Kernel".Length]}Emitter";
        Assert.True(variant.Assembly.GetType(name) is not null, $"There is no {name}.");
    }

    /// <summary>A variant that no list names would never run, or throw where its emitter is looked up.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void AVariantStandsInBothLists(Type variant)
    {
        string family = variant.Namespace!.Split('.')[^1];
        string stem = family == "Pooling" ? "Pool" : family;
        PageRows.AssertHasLine($"src/Generator/Planning/Kernels/{family}/{stem}Kernels.cs", $"{variant.Name}.Choose,");
        PageRows.AssertHasLine($"{Emission}/Kernels/{family}/{stem}KernelEmitter.cs", $"[typeof({variant.Name})] = new {variant.Name[..^"Kernel".Length]}Emitter(),");
    }

    [Fact]
    public void ThePageListsTheVariantsInTheOrderOfTheLists()
    {
        string lists = string.Concat(new[] { "Pooling/Pool", "Dense/Dense" }.Select(stem => File.ReadAllText(Repository.Full($"src/Generator/Planning/Kernels/{stem}Kernels.cs"))));
        PageRows.AssertAre(Page, Regex.Matches(lists, @"^\s+(\w+)\.Choose,", RegexOptions.Multiline).Select(match => match.Groups[1].Value), Rows(@"\w+Kernel"));
    }

    [Fact]
    public void ThePageExplainsEveryTail() => PageRows.AssertAre(Page, Enum.GetNames<Tail>(), Rows(string.Join('|', Enum.GetNames<Tail>())));

    /// <summary>The first cells of the page's tables that match.</summary>
    private static IEnumerable<string> Rows(string pattern) =>
        Regex.Matches(File.ReadAllText(Repository.Full(Page)), $@"^\| `({pattern})` \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    /// <summary>An emitter that chose something could disagree with the plan's text, and no verifier would see it.</summary>
    [Fact]
    public void EmissionDecidesNothing()
    {
        var forbidden = new Regex(
            @"\bBudget\b"
            + @"|(?<!\})\.(?:Choose\w*|Create)\(" // after a hole it is generated text
            + @"|\bnew (?:LoopShape|LaneTiling|LaneTile|TileWalk|PairWalk|PanelSet|PoolOrder|\w+Kernel)\b"
            + @"|\bwith \{ (?:Height|Unroll|Looped|Phases|Fold|Streams|Witnesses|Watchers|Tiling)\b"
            + @"|\bconst int\b");
        Assert.Matches(forbidden, "int rows = Budget.RowTile;");
        Assert.Matches(forbidden, "LoopShape loop = LoopShape.Choose(7, 4);");
        Assert.Matches(forbidden, "var loop = new LoopShape(2, 8);");
        Assert.Matches(forbidden, "tiling with { Height = 1 }");
        Assert.Matches(forbidden, "private const int Unroll = 4;");
        string[] files = [.. Repository.Files(Emission).Where(path => path.StartsWith($"{Emission}/Steps/", StringComparison.Ordinal) || path.StartsWith($"{Emission}/Kernels/", StringComparison.Ordinal))];
        Assert.True(files.Length > 20, "The emitters have moved.");
        IEnumerable<string> found = from path in files
                                    from line in File.ReadAllLines(Repository.Full(path)).Select((text, index) => (text, index))
                                    where !line.text.TrimStart().StartsWith("//", StringComparison.Ordinal)
                                    let match = forbidden.Match(line.text)
                                    where match.Success
                                    select $"{path}({line.index + 1}): {match.Value}";
        Assert.Empty(found);
        Assert.DoesNotContain(Repository.Files(Emission), path => Regex.IsMatch(File.ReadAllText(Repository.Full(path)), @"\bBudget\."));
    }

    /// <summary>A caller that tiers up would take a short kernel in, and leave operations of its blocks as calls. Kernels for one kind of register are not generic.</summary>
    [Fact]
    public void NoKernelOverBlocksIsInlined()
    {
        int kernels = 0;
        foreach (string text in GeneratorRun.Of(ModelGallery.Files).Files.Values)
        {
            string[] lines = text.Split('\n');
            for (int i = 1; i < lines.Length; i++)
            {
                if (Regex.IsMatch(lines[i], @"^    private static \w+ (?:\w+<V>|Step\w+Wide\w*)\("))
                {
                    Assert.Contains("MethodImplOptions.AggressiveOptimization | global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)", lines[i - 1], StringComparison.Ordinal);
                    kernels++;
                }
            }
        }

        Assert.InRange(kernels, 20, int.MaxValue);
    }

    /// <summary>Every kernel that a step's method calls says what it is, and so does a step's method that calls none.</summary>
    [Fact]
    public void EveryGeneratedKernelBeginsWithAComment()
    {
        int kernels = 0;
        foreach (string text in GeneratorRun.Of(ModelGallery.Files).Files.Values)
        {
            string[] lines = text.Split('\n');
            foreach (string name in Regex.Matches(text, @"\b(Step\w+)<global::ShapeGen\.CompilerServices\.Lanes512").Select(match => match.Groups[1].Value).Distinct())
            {
                int at = Array.FindIndex(lines, line => Regex.IsMatch(line, $@"^    private static \w+ {name}<V>\("));
                Assert.True(at > 1 && lines[at - 2].StartsWith("    // ", StringComparison.Ordinal), $"{name} has no comment in\n{text}");
                kernels++;
            }
        }

        Assert.InRange(kernels, 20, int.MaxValue);
    }
}
