using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Numbers that are certain: constants, variables that keep one, lengths of known buffers, and sums and products of these.</summary>
internal sealed class IntegerReader(BufferReader buffers, AssignedValues values, CancellationToken cancellation)
{
    /// <summary>The value, or null where it is unknown or would not fit an <see cref="int"/>.</summary>
    public long? Read(IOperation operation, int depth)
    {
        if (Constant(operation) is { } constant)
        {
            return constant;
        }

        if (depth > BufferReader.MaximumDepth)
        {
            return null;
        }

        return operation switch
        {
            IParenthesizedOperation inner => Read(inner.Operand, depth + 1),
            IConversionOperation { OperatorMethod: null, Conversion: { IsImplicit: true, IsNumeric: true } } conversion when IsWhole(conversion.Type) =>
                Read(conversion.Operand, depth + 1),
            ILocalReferenceOperation { Local: var local } => ReadVariable(local, operation, depth),
            IFieldReferenceOperation { Field: var field } => ReadVariable(field, operation, depth),
            IPropertyReferenceOperation { Property.Name: nameof(Array.Length), Instance: { } instance } => buffers.Read(instance, depth + 1).Length,
            IBinaryOperation { OperatorMethod: null } binary when IsWhole(binary.Type) => ReadBinary(binary, depth),
            _ => null,
        };
    }

    /// <summary>An index as <c>[3]</c> or <c>[^3]</c>; a plain <see cref="Index"/> variable is unknown.</summary>
    public (bool IsFromEnd, long Value)? ReadIndex(IOperation operation, int depth)
    {
        IOperation current = operation;
        while (current is IConversionOperation conversion && IsIndex(conversion.Type))
        {
            current = conversion.Operand;
        }

        bool isFromEnd = current is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        return Read(isFromEnd ? ((IUnaryOperation)current).Operand : current, depth) is { } value and >= 0 ? (isFromEnd, value) : null;
    }

    private long? ReadVariable(ISymbol symbol, IOperation reference, int depth) =>
        values.Find(symbol, reference, cancellation).Initializer is { } initializer
            ? Read(initializer, depth + 1)
            : null;

    private long? ReadBinary(IBinaryOperation binary, int depth)
    {
        if (Read(binary.LeftOperand, depth + 1) is not { } left || Read(binary.RightOperand, depth + 1) is not { } right)
        {
            return null;
        }

        // Both fit in 32 bits, so that nothing overflows here.
        long? result = binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => left + right,
            BinaryOperatorKind.Subtract => left - right,
            BinaryOperatorKind.Multiply => left * right,
            BinaryOperatorKind.Divide when right != 0 => left / right,
            BinaryOperatorKind.Remainder when right != 0 => left % right,
            _ => null,
        };
        return result is >= int.MinValue and <= int.MaxValue ? result : null;
    }

    private static long? Constant(IOperation operation)
    {
        long? value = operation.ConstantValue is not { HasValue: true, Value: { } constant } ? null : constant switch
        {
            int number => number,
            long number => number,
            uint number => number,
            short number => number,
            ushort number => number,
            byte number => number,
            sbyte number => number,
            char number => number,
            _ => null,
        };
        return value is >= int.MinValue and <= int.MaxValue ? value : null;
    }

    private static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_IntPtr;

    private static bool IsIndex(ITypeSymbol? type) => type is { Name: "Index", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
