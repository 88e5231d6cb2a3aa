using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>A call of a generated method on a valid model.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Model">The model.</param>
internal sealed record ModelCall(IInvocationOperation Operation, CalledModel Model)
{
    private const string Interface = "IModel";
    private string? _modelName;

    public bool IsFromWeights => Operation.TargetMethod.Name == ModelMembers.FromWeights;

    public bool IsBatch => Operation.TargetMethod.Name == ModelMembers.ForwardBatch;

    public IArgumentOperation? Mask => Argument("mask");

    /// <summary>The arguments that the model reads, as far as they are written.</summary>
    public IEnumerable<PassedBuffer> Inputs(BufferReader buffers) => Model.IsSingle
        ? Pass(Model.Inputs[0], isOutput: false, Argument("input") ?? Argument("inputs"), buffers)
        : Model.Inputs.SelectMany((buffer, i) => Pass(buffer, isOutput: false, ArgumentAt(i), buffers));

    /// <summary>The arguments that it writes.</summary>
    public IEnumerable<PassedBuffer> Outputs(BufferReader buffers) => Model.IsSingle
        ? Pass(Model.Outputs[0], isOutput: true, Argument("destination"), buffers)
        : Model.Outputs.SelectMany((buffer, i) => Pass(buffer, isOutput: true, ArgumentAt(Model.Inputs.Count + i), buffers));

    /// <summary>The model as it can be written at the place of the call.</summary>
    public string ModelName => _modelName ??= Shown(Model);

    /// <summary>Another model as it can be written here.</summary>
    public string Shown(CalledModel model) => Operation.SemanticModel is { } semantics
        ? model.Type.ToMinimalDisplayString(semantics, Operation.Syntax.SpanStart)
        : model.Type.Name;

    /// <summary>Names first: nearly every call of a program ends there.</summary>
    public static bool MayBe(string methodName) => methodName is ModelMembers.Forward or ModelMembers.ForwardBatch or ModelMembers.FromWeights;

    public static ModelCall? Read(IInvocationOperation operation, ModelLookup models, CancellationToken cancellation)
    {
        IMethodSymbol method = operation.TargetMethod;
        if (!MayBe(method.Name)
            || ModelType(method.ContainingType) is not { } type
            || models.Find(type, cancellation) is not { } model)
        {
            return null;
        }

        // The user may have written overloads of their own.
        bool isOurs = method.ContainingType.TypeKind == TypeKind.Interface || ModelTypeReader.IsGenerated(method);
        return isOurs ? new ModelCall(operation, model) : null;
    }

    /// <summary>The type that has the method, or the one that an <c>IModel</c> stands for.</summary>
    private static INamedTypeSymbol? ModelType(INamedTypeSymbol? type)
    {
        if (type?.TypeKind != TypeKind.Interface)
        {
            return type;
        }

        bool isModel = type is { Name: Interface, TypeArguments.Length: 2, ContainingType: null }
            && type.ContainingNamespace is { Name: AttributeReader.Namespace, ContainingNamespace.IsGlobalNamespace: true };
        return isModel ? type.TypeArguments[0] as INamedTypeSymbol : null;
    }

    private static IEnumerable<PassedBuffer> Pass(CalledBuffer buffer, bool isOutput, IArgumentOperation? argument, BufferReader buffers)
    {
        if (argument is not null)
        {
            yield return new PassedBuffer(buffer, isOutput, argument, buffers.Read(argument.Value));
        }
    }

    private IArgumentOperation? ArgumentAt(int parameter) => Operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter);

    private IArgumentOperation? Argument(string parameter) => Operation.Arguments.FirstOrDefault(a => a.Parameter?.Name == parameter);
}
