using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Tests.Conventions;

namespace ShapeGen.Generator.Tests.Documentation;

/// <summary>
/// The whole files that the pages for contributors show, those with a namespace, compile in the projects that they are for, a page's together.
/// Other blocks are lines of a file that exists.
/// </summary>
public sealed partial class ContributorPageTests
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>What a page's tests stand on.</summary>
    private static readonly string[] TestSources =
    [
        "BuildProperties.cs", "Compile.cs", "CompileOptions.cs", "GeneratorRun.cs", "Layers/LayerCase.cs", "LoadedAssembly.cs", "Parsed.cs", "Planning/StepText.cs",
    ];

    [Theory]
    [InlineData("docs/adding-a-layer.md", 2)]
    public void TheAttributesCompile(string page, int files)
    {
        string[] sources = Files(page, "namespace ShapeGen;");
        Assert.Equal(files, sources.Length);
        AssertCompile("ShapeGen", [.. sources, Source("src/Runtime/LayerAttribute.cs"), Source("src/Runtime/Layers/MergingAttribute.cs"), ImplicitUsings], _ => false);
    }

    /// <summary>The generator's internals are visible to its tests, so both are compiled under their name.</summary>
    [Theory]
    [InlineData("docs/adding-a-layer.md", 4)]
    [InlineData("docs/common-tasks.md", 3)]
    public void TheGeneratorsCodeCompiles(string page, int files)
    {
        const string Tests = "ShapeGen.Generator.Tests";
        string[] sources = Files(page, "namespace ShapeGen.Generator.");
        Assert.Equal(files, sources.Length);
        IEnumerable<string> tests = TestSources.Select(path => Source($"tests/Generator.Tests/{path}"));
        AssertCompile(Tests, [.. sources, .. tests, $"{ImplicitUsings} global using Xunit;"], name => name != Tests);
    }

    /// <summary>Not of the code: the framework is newer than the compiler's, and what a page shows may exist.</summary>
    private static readonly string[] Suppressed = ["CS0436", "CS1701", "CS1702"];

    private static void AssertCompile(string assembly, string[] sources, Predicate<string> refersTo)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework || refersTo(Path.GetFileNameWithoutExtension(path)));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions(Suppressed.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)));
        var compilation = CSharpCompilation.Create(
            assembly, sources.Select(text => CSharpSyntaxTree.ParseText(text, path: TypeName().Match(text).Groups[1].Value)), references.Select(path => MetadataReference.CreateFromFile(path)), options);
        PageRows.AssertNone(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()));
    }

    private static string[] Files(string page, string start) =>
        [.. Code().Matches(Source(page)).Select(match => match.Groups[1].Value).Where(code => code.Split('\n').Any(line => line.StartsWith(start, StringComparison.Ordinal)))];

    private static string Source(string path) => File.ReadAllText(Repository.Full(path)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"\b(?:class|record) (\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex("^```csharp\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();
}
