using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ShapeGen.Generator;
using ShapeGen.Generator.Analyzers;

namespace ShapeGen.IdeSpeed;

/// <summary>Measures everything for one number of models. Rounds interleave, so that a busy machine is busy for all alike.</summary>
internal sealed class SizeRun(int models)
{
    /// <summary>The generator's stages after its declarations, which an unrelated edit must not run again.</summary>
    private static readonly string[] LaterStages = ["Shapes", "Plans", "Sources", "Clashes", "Files"];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Ours =
        [new DeclarationAnalyzer(), new ShapeAnalyzer(), new AdviceAnalyzer(), new CallSiteAnalyzer()];

    private readonly ModelProject _with = new(models, usesShapeGen: true);
    private readonly ModelProject _without = new(models, usesShapeGen: false);
    private readonly GeneratorDriver[] _editing =
    [
        Driver(new ModelGenerator()), Driver(EmptyPipeline.Full()), Driver(EmptyPipeline.Single()),
    ];

    private GeneratorDriver? _tracking;

    public int Models => models;

    public Samples Samples { get; } = new();

    /// <summary>How many outputs of stages after the declarations an unrelated edit has run again.</summary>
    public int RunAgain { get; private set; }

    public long GeneratedCharacters { get; private set; }

    public void Round(int round, bool isHeavy)
    {
        Compilation output = FromScratch();
        Keystrokes(round);
        if (isHeavy)
        {
            Build(output);
        }
    }

    private Compilation FromScratch()
    {
        foreach (int i in new[] { 0, 1, 2 })
        {
            CSharpCompilation fresh = _with.Fresh();
            GeneratorDriver driver = Driver(Generator(i));
            Samples.Take($"scratch {i}", () => driver.RunGenerators(fresh));
        }

        CSharpCompilation compilation = _with.Fresh();
        GeneratorDriver after = Driver(new ModelGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratedCharacters = after.GetRunResult().Results[0].GeneratedSources.Sum(s => (long)s.SourceText.Length);
        return output;
    }

    private void Keystrokes(int round)
    {
        for (int i = 0; i < _editing.Length; i++)
        {
            if (round == 0)
            {
                _editing[i] = _editing[i].RunGenerators(_with.Fresh());
            }

            CSharpCompilation unrelated = _with.UnrelatedEdit(round);
            _editing[i] = Samples.Take($"unrelated {i}", () => _editing[i].RunGenerators(unrelated));
            CSharpCompilation related = _with.ModelEdit(round);
            _editing[i] = Samples.Take($"model {i}", () => _editing[i].RunGenerators(related));
        }

        if (_tracking is null)
        {
            _tracking = Driver(new ModelGenerator(), isTracking: true).RunGenerators(_with.Fresh());
            GeneratorRunResult result = _tracking.RunGenerators(_with.UnrelatedEdit(round)).GetRunResult().Results[0];
            RunAgain = LaterStages
                .SelectMany(stage => result.TrackedSteps[stage])
                .SelectMany(step => step.Outputs)
                .Count(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified or IncrementalStepRunReason.Removed);
        }
    }

    /// <summary>What a build adds up to: parse, bind and emit; with ShapeGen also its generator. Then its analyzers by themselves.</summary>
    private void Build(Compilation output)
    {
        Samples.Take("build without", () => Emit(_without.Parsed()));
        Samples.Take("build with", () =>
        {
            Driver(new ModelGenerator()).RunGeneratorsAndUpdateCompilation(_with.Parsed(), out Compilation generated, out _);
            return Emit(generated);
        });
        (string Text, string Path)[] files = [.. output.SyntaxTrees.Select(t => (t.ToString(), t.FilePath))];
        Samples.Take("build by hand", () => Emit(output.RemoveAllSyntaxTrees().AddSyntaxTrees(
            files.Select(f => CSharpSyntaxTree.ParseText(f.Text, ModelProject.Parsing, f.Path)))));

        // The first to walk a syntax tree makes its nodes, which any build pays for; that must not count as ours.
        AnalysisTime(output.Clone());
        Samples.Add("analyzers", AnalysisTime(output.Clone()));
    }

    private static bool Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        return result.Success ? true : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Take(3)));
    }

    /// <summary>What the driver spends in our analyzers' own code, by the clock: beside the binding of everything, a difference of two runs would drown it.</summary>
    private static double AnalysisTime(Compilation compilation)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        AnalysisResult result = new CompilationWithAnalyzers(compilation, Ours, options).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return result.AnalyzerTelemetryInfo.Values.Sum(t => t.ExecutionTime.TotalMilliseconds);
    }

    private static IIncrementalGenerator Generator(int i) => i switch { 0 => new ModelGenerator(), 1 => EmptyPipeline.Full(), _ => EmptyPipeline.Single() };

    private static GeneratorDriver Driver(IIncrementalGenerator generator, bool isTracking = false) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: ModelProject.Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracking));
}
