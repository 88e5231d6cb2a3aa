using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Reads what is certain about the array or span that an expression gives.</summary>
internal sealed class BufferReader
{
    /// <summary>Expressions nested deeper than this are unknown; also ends circles of fields that are made from each other.</summary>
    public const int MaximumDepth = 24;

    /// <summary>Operations that one call may cost; lists that are made from lists could ask for any number.</summary>
    private const int MaximumReads = 5000;

    private readonly AssignedValues _values;
    private readonly SliceReader _slices;
    private int _reads;

    public BufferReader(ModelLookup models, AssignedValues values, CancellationToken cancellation)
    {
        Models = models;
        Cancellation = cancellation;
        _values = values;
        Integers = new IntegerReader(this, values, cancellation);
        _slices = new SliceReader(this, Integers);
    }

    public ModelLookup Models { get; }

    public IntegerReader Integers { get; }

    public CancellationToken Cancellation { get; }

    public BufferFacts Read(IOperation operation) => Read(operation, 0);

    public BufferFacts Read(IOperation operation, int depth)
    {
        if (depth > MaximumDepth || ++_reads > MaximumReads)
        {
            return BufferFacts.Unknown;
        }

        if (operation.ConstantValue is { HasValue: true, Value: null } && (operation.Type is null || BufferTypes.IsBuffer(operation.Type)))
        {
            return Empty(operation);
        }

        return operation switch
        {
            IParenthesizedOperation inner => Read(inner.Operand, depth + 1),
            IConversionOperation conversion => ReadConversion(conversion, depth),
            ILocalReferenceOperation { Local: var local } => ReadVariable(operation, local, null, depth),
            IParameterReferenceOperation { Parameter: var parameter } => ReadVariable(operation, parameter, null, depth),
            IFieldReferenceOperation field => ReadField(field, depth),
            IArrayCreationOperation created => ReadArray(created, depth),
            ICollectionExpressionOperation collection => ReadCollection(collection, depth),
            IDefaultValueOperation { Type: { } type } when BufferTypes.IsBuffer(type) => Empty(operation),
            IPropertyReferenceOperation { Property: { Name: "Empty", IsStatic: true } property } when BufferTypes.IsSpan(property.ContainingType) => Empty(operation),
            _ when operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => ReadStack(operation),
            IObjectCreationOperation created => _slices.ReadConstructor(created, depth),
            IInvocationOperation invocation => _slices.ReadInvocation(invocation, depth),
            IImplicitIndexerReferenceOperation { Instance: { } instance, Argument: { } range } when BufferTypes.IsSpan(instance.Type) && BufferTypes.IsSpan(operation.Type) =>
                _slices.ReadRange(operation, Read(instance, depth + 1), range, depth),
            IArrayElementReferenceOperation { Indices.Length: 1 } copied when BufferTypes.IsVector(operation.Type) =>
                _slices.ReadRange(operation, Read(copied.ArrayReference, depth + 1), copied.Indices[0], depth) with { Root = null, Offset = 0 },
            _ => BufferFacts.Unknown,
        };
    }

    /// <summary>An array of a number of elements, as <c>new float[n]</c> makes it.</summary>
    public BufferFacts Sized(IOperation maker, IOperation size, int depth) =>
        Integers.Read(size, depth + 1) is { } length and >= 0
            ? new BufferFacts(length) { Maker = maker.Syntax }
            : BufferFacts.Unknown;

    public static BufferFacts Empty(IOperation operation) => new(0) { Kind = BufferKind.Empty, Maker = operation.Syntax };

    /// <summary>Conversions between arrays and spans keep the elements; those of other types may do anything.</summary>
    private BufferFacts ReadConversion(IConversionOperation conversion, int depth)
    {
        if (!BufferTypes.IsBuffer(conversion.Type) || conversion.IsTryCast)
        {
            return BufferFacts.Unknown;
        }

        bool isTyped = conversion.Operand.Type is null || BufferTypes.IsBuffer(conversion.Operand.Type);
        bool isStack = conversion.Operand.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;
        return isTyped || isStack ? Read(conversion.Operand, depth + 1) : BufferFacts.Unknown;
    }

    private BufferFacts ReadField(IFieldReferenceOperation field, int depth)
    {
        // Of another object's field only the one in a plain variable is surely the same twice.
        (bool isKnown, ISymbol? receiver) = field.Instance switch
        {
            null or IInstanceReferenceOperation => (true, null),
            ILocalReferenceOperation { Local: var local } => (true, local),
            IParameterReferenceOperation { Parameter: var parameter } => (true, (ISymbol?)parameter),
            _ => (false, null),
        };
        BufferFacts facts = ReadVariable(field, field.Field, receiver, depth);
        return isKnown ? facts : facts with { Root = null };
    }

    private BufferFacts ReadVariable(IOperation reference, ISymbol symbol, ISymbol? receiver, int depth)
    {
        if (!BufferTypes.IsBuffer(reference.Type))
        {
            return BufferFacts.Unknown;
        }

        AssignedValue value = _values.Find(symbol, reference, Cancellation);
        bool isStable = value.IsStable && (receiver is null || _values.Find(receiver, reference, Cancellation).IsStable);
        var own = new BufferRoot(symbol, receiver, isStable);
        BufferFacts facts = value.Initializer is { } initializer ? Read(initializer, depth + 1) : BufferFacts.Unknown;

        // Behind a name that may be assigned again nothing is followed, so equal roots are the same memory.
        return isStable && facts.Root is { IsStable: true } ? facts : facts with { Root = own, Offset = 0 };
    }

    private BufferFacts ReadArray(IArrayCreationOperation created, int depth)
    {
        long?[] dimensions = [.. created.DimensionSizes.Select(size => Integers.Read(size, depth + 1))];
        if (dimensions.Length == 0 || dimensions.Any(d => d is null or < 0))
        {
            return BufferFacts.Unknown;
        }

        SyntaxNode? size = SizeOf(created.Syntax) is { } written && created.DimensionSizes[0].ConstantValue.HasValue ? written : null;
        return new BufferFacts(dimensions.Aggregate(1L, (product, d) => TensorShape.SaturatingMultiply(product, d!.Value)))
        {
            Dimensions = dimensions.Length > 1 ? dimensions.Select(d => d!.Value).ToEquatableArray() : null,
            Maker = created.Syntax,
            SizeExpression = size,
        };
    }

    private BufferFacts ReadCollection(ICollectionExpressionOperation collection, int depth)
    {
        if (!BufferTypes.IsBuffer(collection.Type))
        {
            return BufferFacts.Unknown;
        }

        long length = 0;
        foreach (IOperation element in collection.Elements)
        {
            long? count = element is ISpreadOperation spread ? Read(spread.Operand, depth + 1).Length : 1;
            if (count is null)
            {
                return BufferFacts.Unknown;
            }

            length += count.Value;
        }

        return new BufferFacts(length) { Kind = length == 0 ? BufferKind.Empty : BufferKind.Made, Maker = collection.Syntax };
    }

    /// <summary>By syntax: the compiler shows no operation for it.</summary>
    private BufferFacts ReadStack(IOperation operation)
    {
        InitializerExpressionSyntax? initializer = operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax created => created.Initializer,
            ImplicitStackAllocArrayCreationExpressionSyntax created => created.Initializer,
            _ => null,
        };
        if (initializer is not null)
        {
            return new BufferFacts(initializer.Expressions.Count) { Maker = operation.Syntax };
        }

        if (SizeOf(operation.Syntax) is not { } size || operation.SemanticModel is not { } semantics)
        {
            return BufferFacts.Unknown;
        }

        long? length = semantics.GetOperation(size, Cancellation) is { } read ? Integers.Read(read, 0) : null;
        return length is null or < 0
            ? BufferFacts.Unknown
            : new BufferFacts(length)
            {
                Maker = operation.Syntax,
                SizeExpression = semantics.GetConstantValue(size, Cancellation).HasValue ? size : null,
            };
    }

    /// <summary>The one size that is written in the brackets, where no list of elements follows.</summary>
    private static ExpressionSyntax? SizeOf(SyntaxNode maker)
    {
        TypeSyntax? type = maker switch
        {
            ArrayCreationExpressionSyntax { Initializer: null } created => created.Type,
            StackAllocArrayCreationExpressionSyntax { Initializer: null } created => created.Type,
            _ => null,
        };
        return type is ArrayTypeSyntax { RankSpecifiers: { Count: > 0 } ranks } && ranks[0].Sizes is { Count: 1 } sizes && !sizes[0].IsKind(SyntaxKind.OmittedArraySizeExpression)
            ? sizes[0]
            : null;
    }
}
