using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Weights;

namespace ShapeGen.Generator.Analyzers;

/// <summary>SHAPE0401: the weights files that the project lists, against the layers of the models that it names for them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeightsAnalyzer : DiagnosticAnalyzer
{
    private const int NamesInMessage = 3;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [WeightsDescriptors.WeightsMismatch];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            WeightsFile[] files = [.. start.Options.AdditionalFiles
                .Where(WeightsFileReader.IsDescription)
                .Select(text => WeightsFileReader.Read(text, start.CancellationToken))
                .OfType<WeightsFile>()];
            if (files.Length > 0)
            {
                start.RegisterSymbolAction(symbol => CheckModel(symbol, files), SymbolKind.NamedType);
                start.RegisterAdditionalFileAction(CheckName);
            }
        });
    }

    private static void CheckModel(SymbolAnalysisContext context, WeightsFile[] files)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (TypeAnalysis.Of(context.Compilation).Find(type, context.CancellationToken) is not { IsValid: true, Model: var model })
        {
            return;
        }

        foreach (WeightsFile file in files.Where(f => WeightsFile.Names(f.Model, model.Type.FullName)))
        {
            var locator = new ProblemLocator(type, context.CancellationToken);
            foreach ((ShapedLayer layer, string message) in WeightsMatching.Check(model, file))
            {
                Location location = locator.Find(layer.Position.At());
                context.ReportDiagnostic(Diagnostic.Create(WeightsDescriptors.WeightsMismatch, location, file.File, message));
            }
        }
    }

    /// <summary>A file for a class that takes no weights is reported on the project, which names it.</summary>
    private static void CheckName(AdditionalFileAnalysisContext context)
    {
        if (!WeightsFileReader.IsDescription(context.AdditionalFile)
            || WeightsFileReader.Read(context.AdditionalFile, context.CancellationToken) is not { } file)
        {
            return;
        }

        INamedTypeSymbol? type = FindType(context.Compilation.Assembly, file.Model);
        PlannedModel? model = type is null ? null : TypeAnalysis.Of(context.Compilation).Find(type, context.CancellationToken);
        string? problem =
            type is null ? NoClass(context.Compilation, file.Model)
            : model is null ? $"{file.Model} has no layers: these weights belong to a model"
            : model.IsValid && !model.Model.HasWeights ? $"{file.Model} has no layer with weights: remove this ShapeGenWeights item"
            : null;
        if (problem is not null)
        {
            var location = Location.Create(file.Project.Length > 0 ? file.Project : context.AdditionalFile.Path, default, new LinePositionSpan(default, default));
            context.ReportDiagnostic(Diagnostic.Create(WeightsDescriptors.WeightsMismatch, location, file.File, problem));
        }
    }

    /// <summary>The class may stand in a referenced project, whose own item it then needs, or in another namespace.</summary>
    private static string NoClass(Compilation compilation, string name)
    {
        string message = $"the project has no class {name}";
        IAssemblySymbol? home = compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(assembly => FindType(assembly, name) is not null);
        if (home is not null)
        {
            return $"{message}, which is in {home.Name}: move this ShapeGenWeights item into that project";
        }

        string simple = name.Substring(name.LastIndexOfAny(['.', '+']) + 1);
        string[] alike = [.. compilation.GetSymbolsWithName(other => string.Equals(other, simple, StringComparison.OrdinalIgnoreCase), SymbolFilter.Type)
            .Select(other => other.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat))
            .Distinct()
            .OrderBy(other => other, StringComparer.Ordinal)
            .Take(NamesInMessage)];
        return alike.Length == 0
            ? $"{message}: correct Model=\"…\" of this ShapeGenWeights item, with its namespace"
            : $"{message}, but it has {string.Join(" and ", alike)}: write {string.Join(" or ", alike.Select(other => $"Model=\"{other}\""))} in this ShapeGenWeights item";
    }

    /// <summary>Finds <c>Namespace.Outer.Model</c>, whichever of its dots stand for nesting.</summary>
    private static INamedTypeSymbol? FindType(IAssemblySymbol assembly, string name)
    {
        while (true)
        {
            if (assembly.GetTypeByMetadataName(name) is { } type)
            {
                return type;
            }

            int dot = name.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            name = $"{name.Substring(0, dot)}+{name.Substring(dot + 1)}";
        }
    }
}
