using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Finds the model behind a type, once a type and compilation.</summary>
internal sealed class ModelLookup
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, CalledModel?> _models = new(SymbolEqualityComparer.Default);

    /// <summary>The model, or null where the type is none or is invalid: that has its own error.</summary>
    public CalledModel? Find(INamedTypeSymbol type, CancellationToken cancellation) =>
        _models.TryGetValue(type, out CalledModel? known) ? known : _models.GetOrAdd(type, Read(type, cancellation));

    private static CalledModel? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || type.IsGenericType)
        {
            return null;
        }

        return type.DeclaringSyntaxReferences.IsEmpty ? ReadCompiled(type, cancellation) : ReadSource(type, cancellation);
    }

    private static CalledModel? ReadSource(INamedTypeSymbol type, CancellationToken cancellation) =>
        DeclarationReader.Read(type, cancellation) is { } declaration
        && Planner.Plan(ShapeInference.Infer(declaration)) is { Model.IsValid: true } planned
            ? FromPlan(type, planned)
            : null;

    /// <summary>
    /// A model of another assembly: its signature vouches for the shapes. The layers are believed where they lead from
    /// the one shape to the other, which those of another version of ShapeGen need not do.
    /// </summary>
    private static CalledModel? ReadCompiled(INamedTypeSymbol type, CancellationToken cancellation)
    {
        AttributeData? signature = type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == DeclarationReader.ModelSignature);
        if (signature is not { ConstructorArguments.Length: 3 })
        {
            return null;
        }

        var input = new TensorShape(AttributeReader.ReadIntegers(signature.ConstructorArguments[0]));
        var output = new TensorShape(AttributeReader.ReadIntegers(signature.ConstructorArguments[1]));
        if (DeclarationReader.Read(type, cancellation) is { } declaration)
        {
            // Metadata knows neither "partial" nor which members were the user's; the generator has checked both.
            ModelType compiled = declaration.Type with { NotPartial = -1, StrayAttribute = -1, Members = default };
            PlannedModel planned = Planner.Plan(ShapeInference.Infer(declaration with { Type = compiled }));
            if (planned.Model.IsValid && planned.Model.Input == input && planned.Model.Output == output)
            {
                return FromPlan(type, planned);
            }
        }

        return new CalledModel(type, input, output, MaskLength: 0, default);
    }

    private static CalledModel FromPlan(INamedTypeSymbol type, PlannedModel planned) =>
        new(type, planned.Model.Input, planned.Model.Output, planned.Plan?.MaskLength ?? 0, planned.Model.Layers);
}
