using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeGen.Generator.Tests;

/// <summary>One run of the generator, with its steps tracked.</summary>
internal sealed class GeneratorRun
{
    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Shared = new();

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input)
    {
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Output = (CSharpCompilation)output;
        Result = Driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);
        Assert.All(diagnostics, diagnostic => Assert.Equal("SHAPE0012", diagnostic.Id));
        Reported = diagnostics;
    }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Output { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>What the generator itself reports: SHAPE0012, and nothing in right code.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    /// <summary>The generated texts by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    public static GeneratorRun Of(params string[] sources) => Of(CompileOptions.Default, sources);

    public static GeneratorRun Of(CompileOptions options, params string[] sources) => Of(options, Compile.Sources(options, sources));

    public static GeneratorRun Of(CompileOptions options, CSharpCompilation compilation) => new(NewDriver(options), compilation);

    public static GeneratorDriver NewDriver(CompileOptions options) => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        additionalTexts: options.AdditionalTexts,
        parseOptions: options.Parse,
        optionsProvider: new BuildProperties(options.BuildProperties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The same driver on the next state of the project.</summary>
    public GeneratorRun Next(CSharpCompilation compilation) => new(Driver, compilation);

    /// <summary>The only generated text.</summary>
    public string Text => Assert.Single(Files).Value;

    public IEnumerable<IncrementalGeneratorRunStep> Steps(string trackingName) =>
        Result.TrackedSteps.TryGetValue(trackingName, out ImmutableArray<IncrementalGeneratorRunStep> steps) ? steps : [];

    /// <summary>The reasons of all outputs of the steps of a name.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string trackingName) =>
        Steps(trackingName).SelectMany(s => s.Outputs).Select(o => o.Reason);

    /// <summary>Every diagnostic of the compilation with the generated files, hidden ones left out.</summary>
    public IReadOnlyList<string> Diagnostics() =>
        [.. Output.GetDiagnostics().Where(d => d.Severity > DiagnosticSeverity.Hidden).Select(d => d.ToString())];

    /// <summary>Loads what a source of several tests compiles to, without warnings; it is compiled for the first of them.</summary>
    public static LoadedAssembly LoadShared(string source) => new(Shared.GetOrAdd(source, text => new(() => Of(text).Emit(DiagnosticSeverity.Info))).Value);

    /// <summary>Emits the compilation and loads it; a warning fails as an error does.</summary>
    public LoadedAssembly Load(params byte[][] dependencies) => new(Emit(DiagnosticSeverity.Info), dependencies);

    /// <summary>Emits the compilation; what the compiler says of a severity from this one on fails.</summary>
    public byte[] Emit(DiagnosticSeverity severity = DiagnosticSeverity.Error)
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Output.Emit(image);
        Assert.True(result.Success && !result.Diagnostics.Any(d => d.Severity >= severity), string.Join('\n', result.Diagnostics));
        return image.ToArray();
    }
}
