using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.CodeFixes.Editing;
using ShapeGen.Generator.Analyzers;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.CodeFixes.Repairs;

/// <summary>
/// SHAPE0011, SHAPE002x, SHAPE01xx and SHAPE02xx: does what the repairs in a diagnostic say. It knows no layer: which repair fixes which problem
/// is said where the problem is found.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RepairCodeFix))]
public sealed class RepairCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RuleIds.MissingLayer,
        RuleIds.UnknownName,
        RuleIds.UnreadOutput,
        RuleIds.InvalidBlock,
        RuleIds.DimensionNotPositive,
        RuleIds.TooLarge,
        RuleIds.RankMismatch,
        RuleIds.FeatureMismatch,
        RuleIds.DenseOnSpatial,
        RuleIds.MixedFormats,
        RuleIds.UnequalShapes,
        RuleIds.RepetitionChangesShape,
        RuleIds.ManyParameters,
        RuleIds.NothingToPool,
        RuleIds.ChangesNothing,
        RuleIds.SoftmaxOfOne,
    ];

    private protected override async Task<IReadOnlyList<Fix>> FindFixesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel model = await document.RequireSemanticModelAsync(cancellation).ConfigureAwait(false);
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var fixes = new List<Fix>();
        foreach ((Repair repair, int position) in RepairProperties.Read(diagnostic.Properties))
        {
            if (model.FindAttribute(position, cancellation) is { } attribute
                && new RepairEdits(attribute, model, text, cancellation).Make(repair) is { } changes)
            {
                bool isReported = attribute.Span.Contains(diagnostic.Location.SourceSpan);
                Edit[] edits = [.. changes.Select(change => new Edit(document.Id, change))];
                fixes.Add(new Fix(RepairTitle.Of(repair, attribute, model, isReported), Key(repair, diagnostic.Id), edits, attribute.ModelPlace(document)));
            }
        }

        return fixes;
    }

    /// <summary>A number or a shape has been inferred for its place: the same remedy elsewhere is what was inferred there.</summary>
    private static string Key(Repair repair, string ruleId)
    {
        bool isInferred = repair.Kind is RepairKind.RemoveFirstAxis or RepairKind.AddFirstAxis or RepairKind.AddLastAxis
            || (repair.Kind == RepairKind.SetArgument && repair.Text.All(char.IsDigit));
        return $"{ruleId}.{repair.Kind}.{repair.Argument}.{(isInferred ? "inferred" : repair.Text)}";
    }
}
