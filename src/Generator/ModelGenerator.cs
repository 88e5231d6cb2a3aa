using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Emission;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator;

/// <summary>Wires the stages into an incremental pipeline: declarations → shapes → plans → sources.</summary>
/// <remarks>It reports nothing: the analyzers run the same stages and report what is wrong.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectFeatures> features = context.CompilationProvider
            .Select(static (compilation, _) => ProjectFeatures.FindTensorSpans(compilation))
            .WithTrackingName(TrackingNames.TensorSpans)
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectFeatures.FindAnalyzers(options)))
            .Select(static (pair, _) => new ProjectFeatures(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Features);

        foreach (ModelTrigger trigger in ModelTrigger.Inputs)
        {
            IncrementalValuesProvider<ModelDeclaration?> models = context.SyntaxProvider.ForAttributeWithMetadataName(
                trigger.MetadataName,
                static (node, _) => node is TypeDeclarationSyntax,
                (match, cancellation) => trigger.Read(match, cancellation));
            Register(context, models, features);
        }

        Register(context, context.SyntaxProvider.CreateSyntaxProvider(ModelTrigger.LacksInput, ModelTrigger.ReadWithoutInput), features);
    }

    private static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelDeclaration?> declarations,
        IncrementalValueProvider<ProjectFeatures> features)
    {
        IncrementalValuesProvider<PlannedModel> plans = declarations
            .Where(static declaration => declaration is { Type: { Obstacles.Count: 0, NotPartial: null } })
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(TrackingNames.Declarations)
            .Select(static (declaration, _) => ShapeInference.Infer(declaration))
            .WithTrackingName(TrackingNames.Shapes)
            .Select(static (model, _) => Planner.Plan(model))
            .WithTrackingName(TrackingNames.Plans);

        IncrementalValuesProvider<ModelSource> sources = plans
            .Combine(features)
            .Select(static (pair, _) => new ModelSource(HintName.Of(pair.Left.Model.Type.FullName), ModelWriter.Write(pair.Left, pair.Right)))
            .WithTrackingName(TrackingNames.Sources);

        context.RegisterSourceOutput(sources, static (output, source) => output.AddSource(source.HintName, source.Text));
    }

    private sealed record ModelSource(string HintName, string Text);
}

/// <summary>The names of the pipeline's steps, for the tests that watch what is run again.</summary>
internal static class TrackingNames
{
    public const string TensorSpans = nameof(TensorSpans);
    public const string Features = nameof(Features);
    public const string Declarations = nameof(Declarations);
    public const string Shapes = nameof(Shapes);
    public const string Plans = nameof(Plans);
    public const string Sources = nameof(Sources);

    public static ImmutableArray<string> All { get; } = [TensorSpans, Features, Declarations, Shapes, Plans, Sources];
}
