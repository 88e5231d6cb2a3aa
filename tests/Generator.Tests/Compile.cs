using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.Generator.Tests;

/// <summary>Makes compilations of C# text that reference the framework and the runtime.</summary>
internal static class Compile
{
    private static readonly MetadataReference[] Framework = FindFramework();
    private static readonly MetadataReference Runtime = MetadataReference.CreateFromFile(typeof(InputShapeAttribute).Assembly.Location);
    private static readonly MetadataReference Tensors = MetadataReference.CreateFromFile(typeof(Tensor).Assembly.Location);

    /// <summary>Projects without sources: what a compilation has bound of its references serves every compilation made from it.</summary>
    private static readonly ConcurrentDictionary<(string Assembly, bool HasTensors), CSharpCompilation> Projects = new();

    public static CSharpCompilation Sources(params string[] sources) => Sources(CompileOptions.Default, sources);

    public static CSharpCompilation Sources(CompileOptions options, params string[] sources)
    {
        CSharpCompilation project = options.References.IsEmpty
            ? Projects.GetOrAdd((options.AssemblyName, options.HasTensors), _ => Empty(options))
            : Empty(options);
        return project.AddSyntaxTrees([.. sources.Select((text, index) => Tree(text, $"File{index}.cs", options))]);
    }

    public static SyntaxTree Tree(string text, string path, CompileOptions? options = null) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text), (options ?? CompileOptions.Default).Parse, path);

    /// <summary>The compilation with one file's text replaced: what an edit does.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, int file, Func<string, string> change)
    {
        SyntaxTree old = compilation.SyntaxTrees[file];
        string text = old.GetText().ToString();
        string changed = change(text);
        Assert.NotEqual(text, changed);
        return compilation.ReplaceSyntaxTree(old, old.WithChangedText(SourceText.From(changed)));
    }

    private static CSharpCompilation Empty(CompileOptions options)
    {
        IEnumerable<MetadataReference> references = [.. Framework, Runtime, .. options.References];
        return CSharpCompilation.Create(
            options.AssemblyName,
            [],
            options.HasTensors ? references.Append(Tensors) : references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                optimizationLevel: OptimizationLevel.Release,
                warningLevel: 9999,
                deterministic: true,
                concurrentBuild: false));
    }

    /// <summary>The assemblies that this process trusts, as far as they lie in the framework's folder.</summary>
    private static MetadataReference[] FindFramework()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
