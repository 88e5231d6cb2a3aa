using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Holds what was said of a source against what is known of it.</summary>
internal sealed class SourceVerdict(FuzzCounts counts, IReadOnlyList<Diagnostic> allErrors, Func<Location, bool> isGenerated, Action<FuzzSource?, string> fail)
{
    /// <summary>Rules after which nothing is generated, so that code that uses the model cannot compile.</summary>
    private static readonly string[] OutOfReach = ["SHAPE0001", "SHAPE0005"];

    public void Judge(FuzzSource source, IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<INamedTypeSymbol> models)
    {
        Diagnostic[] ours = [.. diagnostics.Where(d => d.Id.StartsWith("SHAPE", StringComparison.Ordinal))];
        Diagnostic[] errors = [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        Diagnostic[] compilers = [.. errors.Except(ours).Where(d => !isGenerated(d.Location))];
        foreach (Diagnostic report in ours)
        {
            counts.Reports[report.Id] = counts.Reports.GetValueOrDefault(report.Id) + 1;
        }

        counts.CompilerErrors += compilers.Length;
        counts.CleanSources += errors.Length == 0 ? 1 : 0;
        CheckGenerated(source, diagnostics, isReachable: compilers.Length == 0 && !ours.Any(d => OutOfReach.Contains(d.Id)));
        CheckKind(source, errors, compilers, ours);
        CheckModels(source, errors, models);
    }

    /// <summary>What is generated compiles without a warning, stubs too, wherever the user's own text does.</summary>
    private void CheckGenerated(FuzzSource source, IReadOnlyList<Diagnostic> diagnostics, bool isReachable)
    {
        foreach (Diagnostic diagnostic in diagnostics.Where(d => isReachable && isGenerated(d.Location)))
        {
            string line = diagnostic.Location.SourceTree!.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString();
            fail(source, $"in the generated file: {diagnostic}\n{line}");
        }
    }

    private void CheckKind(FuzzSource source, Diagnostic[] errors, Diagnostic[] compilers, Diagnostic[] ours)
    {
        if (source.Kind == SourceKind.Valid && errors.Length > 0)
        {
            fail(source, $"a valid source has an error: {errors[0]}");
        }

        if (source.Kind == SourceKind.WellTyped && compilers.Length > 0 && !ours.Any(d => OutOfReach.Contains(d.Id)))
        {
            fail(source, $"the compiler has a word of its own: {compilers[0]}");
        }

        if (ours.FirstOrDefault(d => isGenerated(d.Location)) is { } report)
        {
            fail(source, $"a report on generated code: {report}");
        }

        if (ours.GroupBy(d => (d.Id, d.Location, d.GetMessage())).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            fail(source, $"reported twice: {twice.First()}");
        }
    }

    /// <summary>A model has code, which it signs with its shapes, or an error: never neither.</summary>
    private void CheckModels(FuzzSource source, Diagnostic[] errors, IReadOnlyList<INamedTypeSymbol> models)
    {
        foreach (INamedTypeSymbol model in models)
        {
            if (IsSigned(model))
            {
                counts.ValidModels++;
                continue;
            }

            counts.InvalidModels++;

            // Two sources that have lost their namespaces may share a type.
            IEnumerable<Diagnostic> candidates = source.Kind == SourceKind.Broken ? allErrors : errors;
            if (!candidates.Any(e => IsAbout(e, model)) && !(IsDownstream(model) && errors.Length > 0))
            {
                fail(source, $"{model} has neither code nor an error.");
            }
        }

        if (source.Kind == SourceKind.Valid && models.Count != source.Models.Count)
        {
            fail(source, $"{source.Models.Count} models were written, {models.Count} are found.");
        }
    }

    /// <summary>The generator signs what it could write in full.</summary>
    private static bool IsSigned(INamedTypeSymbol model) => model.GetAttributes().Any(a => a.AttributeClass?.Name is "ModelSignatureAttribute" or "BufferSignatureAttribute");

    /// <summary>What is wrong with another model, or in a block, is said there.</summary>
    private static bool IsDownstream(INamedTypeSymbol model) => model.GetAttributes().Any(a => a.AttributeClass is { Name: "InputFromAttribute" } or { BaseType.Name: "BlockUseAttribute" or "ParallelAttribute" });

    /// <summary>An error on the model or on a type around it.</summary>
    private static bool IsAbout(Diagnostic error, INamedTypeSymbol model) =>
        model.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == error.Location.SourceTree && error.Location.SourceSpan.IntersectsWith(r.Span))
        || (model.ContainingType is { } around && IsAbout(error, around));
}
