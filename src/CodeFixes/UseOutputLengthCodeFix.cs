using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.Generator.Analyzers.CallSites;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.CodeFixes;

/// <summary>SHAPE0302: gives a destination the length that the model writes.</summary>
/// <remarks>
/// The analyzer says which expression to write in the property <see cref="CallSiteReports.OutputLengthProperty"/>, and the first additional location is
/// the length that stands there now: the 9 of <c>new float[9]</c>. Without either there is nothing to put right.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseOutputLengthCodeFix))]
public sealed class UseOutputLengthCodeFix : EditingCodeFix
{

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ShortDestination];

    private protected override Task<IReadOnlyList<Fix>> FindFixesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        IReadOnlyList<Fix> fixes = [];
        if (diagnostic.Properties.TryGetValue(CallSiteReports.OutputLengthProperty, out string? expression)
            && expression is not null
            && diagnostic.AdditionalLocations.FirstOrDefault() is { } length
            && DocumentOf(length, diagnostic, document) is { } place)
        {
            fixes = [new Fix($"Use {expression}", RuleIds.ShortDestination, [new Edit(place.Id, new TextChange(length.SourceSpan, expression))])];
        }

        return Task.FromResult(fixes);
    }

    /// <summary>A readonly field of another part of the class may hold the buffer.</summary>
    private static Document? DocumentOf(Location length, Diagnostic diagnostic, Document document) =>
        length.SourceTree == diagnostic.Location.SourceTree ? document : document.Project.Solution.GetDocument(length.SourceTree);
}
