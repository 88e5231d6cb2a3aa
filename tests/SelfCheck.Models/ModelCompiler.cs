using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ShapeGen.Generator;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Compiles models with the generator into an optimised assembly.</summary>
internal static class ModelCompiler
{
    private const int ModelsPerFile = 200;

    /// <summary>Comments are kept out of the syntax trees: nobody reads them here.</summary>
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp12, DocumentationMode.None);

    /// <summary>Compiles the models; any warning or error of the compiler ends it.</summary>
    /// <exception cref="InvalidOperationException">It did not compile without a warning.</exception>
    public static void Compile(IReadOnlyList<ModelSource> models, string path)
    {
        SyntaxTree[] trees = [.. models.Chunk(ModelsPerFile).Select(chunk => CSharpSyntaxTree.ParseText(ModelSource.Join(chunk), Parsing))];
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            deterministic: true);
        var compilation = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(path), trees, References(), options);

        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Parsing);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> reported);
        ThrowIfAny(reported);

        using FileStream file = File.Create(path);
        EmitResult result = generated.Emit(file);
        ThrowIfAny(result.Diagnostics);
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "ShapeGen.dll" or "netstandard.dll"))
        .Select(path => MetadataReference.CreateFromFile(path));

    private static void ThrowIfAny(ImmutableArray<Diagnostic> diagnostics)
    {
        Diagnostic[] serious = [.. diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        if (serious.Length > 0)
        {
            throw new InvalidOperationException($"{serious.Length} diagnostics, the first of them:\n{string.Join('\n', serious.Take(20).Select(d => d.ToString()))}");
        }
    }
}
