using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Finds the model behind a type, once a type and compilation.</summary>
internal sealed class ModelLookup(Compilation compilation)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, CalledModel?> _models = new(SymbolEqualityComparer.Default);

    /// <summary>The model, or null where the type is none or is invalid: that has its own error.</summary>
    public CalledModel? Find(INamedTypeSymbol type, CancellationToken cancellation) =>
        _models.TryGetValue(type, out CalledModel? known) ? known : _models.GetOrAdd(type, Read(type, cancellation));

    private CalledModel? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || type.IsGenericType)
        {
            return null;
        }

        return type.DeclaringSyntaxReferences.IsEmpty ? ReadCompiled(type, cancellation) : ReadSource(type, cancellation);
    }

    private CalledModel? ReadSource(INamedTypeSymbol type, CancellationToken cancellation) =>
        TypeAnalysis.Of(compilation).Find(type, cancellation) is { IsValid: true } planned ? CalledModel.Of(type, planned) : null;

    /// <summary>
    /// A model of another assembly: its signature vouches for the shapes. The layers are believed where they lead from
    /// the one shape to the other, which those of another version of ShapeGen need not do.
    /// </summary>
    private static CalledModel? ReadCompiled(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (ModelSignature.Read(type) is not { } signature)
        {
            return null;
        }

        if (DeclarationReader.Read(type, cancellation) is { } declaration)
        {
            // Metadata knows neither "partial" nor which members were the user's; the generator has checked both.
            ModelType compiled = declaration.Type with { NotPartial = -1, StrayAttribute = -1, Members = default };
            PlannedModel planned = ModelPlanner.Plan(ShapeInference.Infer(declaration with { Type = compiled }));
            if (planned.IsValid && IsSigned(planned.Model, signature))
            {
                return CalledModel.Of(type, planned);
            }
        }

        return signature is { Inputs.Count: 1, Outputs.Count: 1 }
            ? new CalledModel(type, [CalledBuffer.OnlyInput(new TensorShape(signature.Inputs[0].Shape))], [CalledBuffer.OnlyOutput(new TensorShape(signature.Outputs[0].Shape))])
            : new CalledModel(type, [.. signature.Inputs.Select(Named)], [.. signature.Outputs.Select(Named)]);
    }

    private static bool IsSigned(ShapedModel model, ModelSignature signature) =>
        model.Inputs.Select(input => input.Shape.Dimensions).SequenceEqual(signature.Inputs.Select(input => input.Shape))
        && model.Outputs.Select(output => output.Shape.Dimensions).SequenceEqual(signature.Outputs.Select(output => output.Shape));

    private static CalledBuffer Named(SignatureBuffer buffer) => CalledBuffer.Named(new BufferName(buffer.Parameter!, new TensorShape(buffer.Shape)));
}
