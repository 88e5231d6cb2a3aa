using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.Generator;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Tool.Compilation;

/// <summary>C# text in memory, compiled with the generator that users have: shapes and names of weights come from it and from nowhere else.</summary>
internal sealed class CompiledText
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14);
    private static readonly Lazy<MetadataReference[]> References = new(FindReferences);

    private readonly CSharpCompilation _compilation;

    public CompiledText(params string[] texts) => _compilation = CSharpCompilation.Create(
        "Imported",
        texts.Select((text, i) => CSharpSyntaxTree.ParseText(SourceText.From(text), Parse, $"File{i}.cs")),
        References.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The models of the text: classes with an input.</summary>
    public IEnumerable<INamedTypeSymbol> Models() => Types(_compilation.Assembly.GlobalNamespace)
        .Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InputShapeAttribute"));

    /// <summary>The shapes of a model.</summary>
    public ShapedModel Shapes(string className)
    {
        INamedTypeSymbol type = _compilation.GetTypeByMetadataName(className) ?? throw new ToolException($"the class {className} is not there");
        ModelDeclaration declaration = DeclarationReader.Read(type) ?? throw new ToolException($"the class {className} has no layers");
        return ShapeInference.Infer(declaration);
    }

    /// <summary>What the compiler says of the text as it stands.</summary>
    public IEnumerable<string> Errors() => _compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString());

    /// <summary>Generates, compiles and loads.</summary>
    public Assembly Load()
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Parse);
        driver.RunGeneratorsAndUpdateCompilation(_compilation, out Microsoft.CodeAnalysis.Compilation output, out _);
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = output.Emit(image);
        if (!result.Success)
        {
            throw new ToolException($"the class does not compile: {string.Join("; ", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5).Select(d => d.ToString()))}");
        }

        image.Position = 0;
        return new AssemblyLoadContext("imported", isCollectible: true).LoadFromStream(image);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));

    private static MetadataReference[] FindReferences()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder)
            .Append(typeof(InputShapeAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
