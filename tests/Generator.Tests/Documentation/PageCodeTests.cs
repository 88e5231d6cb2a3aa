using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.ML.OnnxRuntime;
using ShapeGen.Generator.Tests.Conventions;
using ShapeGen.Generator.Tests.Diagnostics;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Documentation;

/// <summary>
/// All C# that the pages show to users compiles, as a file of a new project, alone or together with an earlier one of its page. The rules'
/// pages and the one on mistakes have tests of their own, which read the messages too.
/// </summary>
public sealed partial class PageCodeTests
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>Needs ASP.NET Core: ServingPageTests in tests/Web.Tests compiles it.</summary>
    private const string ServingPage = "docs/serving.md";

    /// <summary>What shows the generator's own code, which ContributorPageTests compiles, or what it generates, shortened: not to be pasted.</summary>
    private static readonly string[] Excerpts = ["docs/adding-a-layer.md", "docs/common-tasks.md", "docs/architecture.md", "README.md: // GlobalAveragePooling2D", ServingPage];

    public static TheoryData<string, int> Cases()
    {
        int every = TestScope.Every("PagesEvery");
        var data = new TheoryData<string, int>();
        foreach ((string page, int index) in Blocks().Where((_, place) => place % every == 0))
        {
            data.Add(page, index);
        }

        return data;
    }

    [Fact]
    public void ManyPagesShowCode() => Assert.True(Blocks().Count() >= 20);

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheCodeCompiles(string page, int index)
    {
        string[] blocks = CodeOf(page);
        string[] alone = Errors(page, blocks[index]);
        bool compiles = alone.Length == 0 || blocks.Take(index).Any(earlier => Errors(page, blocks[index], earlier).Length == 0);
        Assert.True(compiles, $"{page}, block {index + 1}:\n{blocks[index]}\n{string.Join('\n', alone)}");
    }

    /// <summary>The blocks that are to compile: a page and their place in it.</summary>
    private static IEnumerable<(string Page, int Index)> Blocks() =>
        from page in Pages()
        from block in CodeOf(page).Select((code, index) => (Code: code, Index: index))
        where !Excerpts.Any(excerpt => excerpt == page || $"{page}: {block.Code}".StartsWith(excerpt, StringComparison.Ordinal))
        select (page, block.Index);

    private static IEnumerable<string> Pages() =>
    [
        "README.md",
        "CONTRIBUTING.md",
        "src/Runtime/Package/README.md",
        .. Repository.Files("docs", "*.md").Where(page => !page.StartsWith(RulePage.Folder, StringComparison.Ordinal) && page != EightMistakesTests.Page),
        .. Repository.Files("samples", "*.md"),
    ];

    /// <summary>With warnings, which a user would see as well.</summary>
    private static string[] Errors(string page, params string[] sources)
    {
        CompileOptions options = CompileOptions.Default with
        {
            AdditionalTexts = [.. EmbeddedWeights(page).Select(model => WeightsText.OfPage($"{model}: head.safetensors"))],
            References = [MetadataReference.CreateFromFile(typeof(InferenceSession).Assembly.Location)],
        };
        CSharpCompilation compilation = Compile.Sources(options, [.. sources, ImplicitUsings]);
        if (compilation.SyntaxTrees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax)))
        {
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        }

        return [.. GeneratorRun.Of(options, compilation).Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];
    }

    private static string[] CodeOf(string page) =>
        [.. Code().Matches(File.ReadAllText(Repository.Full(page)).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];

    /// <summary>The models that the page's project file lists weights for.</summary>
    private static IEnumerable<string> EmbeddedWeights(string page) =>
        Weights().Matches(File.ReadAllText(Repository.Full(page))).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex("^```csharp\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("<ShapeGenWeights Include=\"[^\"]+\" Model=\"([^\"]+)\"")]
    private static partial Regex Weights();
}
