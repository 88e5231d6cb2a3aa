using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Analyzers;

/// <summary>What the stages make of the types of one compilation: each is run once a type, whichever analyzers ask.</summary>
internal sealed class TypeAnalysis
{
    /// <summary>An entry lives as long as its compilation, and keeps neither that nor its symbols alive.</summary>
    private static readonly ConditionalWeakTable<Compilation, TypeAnalysis> s_analyses = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, PlannedModel?> _models = new(SymbolEqualityComparer.Default);

    private TypeAnalysis()
    {
    }

    /// <summary>The one of a compilation.</summary>
    public static TypeAnalysis Of(Compilation compilation) => s_analyses.GetValue(compilation, _ => new TypeAnalysis());

    /// <summary>The model or block that a type of the source declares, or null where it declares none.</summary>
    public PlannedModel? Find(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (_models.TryGetValue(type, out PlannedModel? known))
        {
            return known;
        }

        PlannedModel? model = DeclarationReader.Read(type, cancellation) is { } declaration ? ModelPlanner.Plan(ShapeInference.Infer(declaration)) : null;
        return _models.GetOrAdd(type, model);
    }
}
