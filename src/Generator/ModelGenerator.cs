using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Emission;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Weights;

namespace ShapeGen.Generator;

/// <summary>Wires the stages into an incremental pipeline: declarations → shapes → plans → sources.</summary>
/// <remarks>
/// The analyzers run the same stages and report what is wrong. The generator reports SHAPE0012 alone, which stands beside an error of the
/// compiler's after which a build listens to no analyzer.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectFeatures> features = context.CompilationProvider
            .Select(static (compilation, _) => ProjectFeatures.FindTensorSpans(compilation))
            .WithTrackingName(TrackingNames.TensorSpans)
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => (Analyzers: ProjectFeatures.FindAnalyzers(options), Plans: ProjectFeatures.FindPlans(options))))
            .Combine(FindEmbeddedModels(context))
            .Select(static (found, _) => new ProjectFeatures(found.Left.Left, found.Left.Right.Analyzers, found.Right, found.Left.Right.Plans))
            .WithTrackingName(TrackingNames.Features);

        IncrementalValuesProvider<ModelDeclaration>[] declarations =
        [
            .. ModelTrigger.Inputs.Select(trigger => Found(context.SyntaxProvider.ForAttributeWithMetadataName(
                trigger.MetadataName,
                ModelTrigger.IsType,
                trigger.Read))),
            Found(context.SyntaxProvider.CreateSyntaxProvider(ModelTrigger.LacksInput, ModelTrigger.ReadWithoutInput)),
        ];

        IncrementalValueProvider<EquatableArray<string>> clashes = CollectNames(declarations)
            .Select(static (names, _) => HintName.FindClashes(names))
            .WithTrackingName(TrackingNames.Clashes);
        foreach (IncrementalValuesProvider<ModelDeclaration> models in declarations)
        {
            Register(context, models, features, clashes);
            context.RegisterSourceOutput(
                models.SelectMany(static (declaration, _) => declaration.Layers.SelectMany(layer => layer.Misnamed)),
                static (output, argument) => output.ReportDiagnostic(Diagnostic.Create(
                    DeclarationDescriptors.MisnamedArgument, argument.Place.ToLocation(), argument.Layer, argument.Written, argument.Right)));
        }

        RegisterPlaceholders(context);
    }

    /// <summary>One file for all layers that are used and are not there; none, and no work, where all are.</summary>
    private static void RegisterPlaceholders(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<EquatableArray<MissingLayerUse>> uses = context.SyntaxProvider
            .CreateSyntaxProvider(MissingLayerUse.MayBe, MissingLayerUse.Read)
            .Collect()
            .Select(static (found, _) => found.OfType<MissingLayerUse>().Distinct().ToEquatableArray())
            .WithTrackingName(TrackingNames.MissingLayers);
        context.RegisterSourceOutput(uses, static (output, found) =>
        {
            if (found.Count > 0)
            {
                output.AddSource(PlaceholderWriter.HintName, PlaceholderWriter.Write(found));
            }
        });
    }

    /// <summary>The names alone, so that other weights of the same models write no source again.</summary>
    private static IncrementalValueProvider<EquatableArray<string>> FindEmbeddedModels(IncrementalGeneratorInitializationContext context) => context.AdditionalTextsProvider
        .Where(WeightsFileReader.IsDescription)
        .Select(static (text, cancellation) => WeightsFileReader.Read(text, cancellation)?.Model)
        .Collect()
        .Select(static (names, _) => names.OfType<string>().OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray())
        .WithTrackingName(TrackingNames.EmbeddedModels);

    private static IncrementalValuesProvider<ModelDeclaration> Found(IncrementalValuesProvider<ModelDeclaration?> declarations) => declarations
        .Where(static declaration => declaration is not null)
        .Select(static (declaration, _) => declaration!)
        .WithTrackingName(TrackingNames.Declarations);

    private static IncrementalValueProvider<ImmutableArray<string>> CollectNames(IEnumerable<IncrementalValuesProvider<ModelDeclaration>> declarations) => declarations
        .Select(models => models.Select(static (declaration, _) => declaration.Type.FullName).Collect())
        .Aggregate((all, more) => all.Combine(more).Select(static (pair, _) => pair.Left.AddRange(pair.Right)));

    private static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelDeclaration> declarations,
        IncrementalValueProvider<ProjectFeatures> features,
        IncrementalValueProvider<EquatableArray<string>> clashes)
    {
        IncrementalValuesProvider<PlannedModel> plans = declarations
            .Select(static (declaration, _) => ShapeInference.Infer(declaration))
            .WithTrackingName(TrackingNames.Shapes)
            .Where(static model => !model.IsOutOfReach)
            .Select(static (model, _) => ModelPlanner.Plan(model))
            .WithTrackingName(TrackingNames.Plans);

        IncrementalValuesProvider<ModelSource> sources = plans
            .Combine(features)
            .Select(static (pair, _) => (Name: pair.Left.Model.Type.FullName, Text: ModelWriter.Write(pair.Left, pair.Right)))
            .WithTrackingName(TrackingNames.Sources)
            .Combine(clashes)
            .Select(static (pair, _) => new ModelSource(HintName.Of(pair.Left.Name, pair.Right), pair.Left.Text))
            .WithTrackingName(TrackingNames.Files);

        context.RegisterSourceOutput(sources, static (output, source) => output.AddSource(source.HintName, source.Text));
    }

    private sealed record ModelSource(string HintName, string Text);
}

/// <summary>The names of the pipeline's steps, for the tests that watch what is run again.</summary>
internal static class TrackingNames
{
    public const string TensorSpans = nameof(TensorSpans);
    public const string EmbeddedModels = nameof(EmbeddedModels);
    public const string Features = nameof(Features);
    public const string Declarations = nameof(Declarations);
    public const string Shapes = nameof(Shapes);
    public const string Plans = nameof(Plans);
    public const string Sources = nameof(Sources);
    public const string Clashes = nameof(Clashes);
    public const string Files = nameof(Files);
    public const string MissingLayers = nameof(MissingLayers);

    public static ImmutableArray<string> All { get; } = [TensorSpans, EmbeddedModels, Features, Declarations, Shapes, Plans, Sources, Clashes, Files, MissingLayers];
}
