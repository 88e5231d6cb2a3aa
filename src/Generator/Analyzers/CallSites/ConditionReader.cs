using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Conditions that are certain: constants, variables that keep one, and comparisons of certain numbers.</summary>
internal sealed class ConditionReader(BufferReader buffers, AssignedValues values)
{
    /// <summary>Whether the condition may be the other way round than a place needs it.</summary>
    /// <remarks>
    /// One that is not certain but looks at a buffer of known length may be the guard that keeps a wrong one away, in
    /// whatever way it is written.
    /// </remarks>
    public bool MayBeOtherThan(bool needed, IOperation condition) =>
        Read(condition, 0) is { } value ? value != needed : condition.DescendantsAndSelf().Any(IsLook);

    /// <summary>The value, or null where it is unknown.</summary>
    public bool? Read(IOperation operation, int depth)
    {
        if (operation.ConstantValue is { HasValue: true, Value: bool constant })
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
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } inverse => !Read(inverse.Operand, depth + 1),
            IBinaryOperation { OperatorMethod: null } binary => ReadBinary(binary, depth),
            ILocalReferenceOperation { Local: var local } => ReadVariable(local, operation, depth),
            IFieldReferenceOperation { Field: var field } => ReadVariable(field, operation, depth),
            IPropertyReferenceOperation { Property.Name: "IsEmpty", Instance: { } span } => buffers.Read(span, depth + 1).Length is { } length ? length == 0 : null,
            IIsPatternOperation pattern => ReadPattern(pattern.Value, pattern.Pattern, depth),
            _ => null,
        };
    }

    /// <summary>Whether two numbers are equal, or null where that is unknown.</summary>
    public bool? ReadEqual(IOperation left, IOperation right) => Compare(BinaryOperatorKind.Equals, buffers.Integers.Read(left, 0), buffers.Integers.Read(right, 0));

    /// <summary>Whether a value matches a pattern, or null where that is unknown.</summary>
    public bool? ReadPattern(IOperation value, IPatternOperation pattern, int depth) => pattern switch
    {
        INegatedPatternOperation inverse => !ReadPattern(value, inverse.Pattern, depth),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => And(ReadPattern(value, both.LeftPattern, depth), ReadPattern(value, both.RightPattern, depth)),
        IBinaryPatternOperation either => Or(ReadPattern(value, either.LeftPattern, depth), ReadPattern(value, either.RightPattern, depth)),
        IConstantPatternOperation constant => Compare(BinaryOperatorKind.Equals, buffers.Integers.Read(value, depth + 1), buffers.Integers.Read(constant.Value, depth + 1)),
        IRelationalPatternOperation relation => Compare(relation.OperatorKind, buffers.Integers.Read(value, depth + 1), buffers.Integers.Read(relation.Value, depth + 1)),
        _ => null,
    };

    private bool? ReadBinary(IBinaryOperation binary, int depth) => binary.OperatorKind switch
    {
        BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => And(Read(binary.LeftOperand, depth + 1), Read(binary.RightOperand, depth + 1)),
        BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => Or(Read(binary.LeftOperand, depth + 1), Read(binary.RightOperand, depth + 1)),
        _ => Compare(binary.OperatorKind, buffers.Integers.Read(binary.LeftOperand, depth + 1), buffers.Integers.Read(binary.RightOperand, depth + 1)),
    };

    private bool? ReadVariable(ISymbol symbol, IOperation reference, int depth) =>
        reference.Type?.SpecialType == SpecialType.System_Boolean && values.Find(symbol, reference, buffers.Cancellation).Initializer is { } initializer
            ? Read(initializer, depth + 1)
            : null;

    /// <summary>The variable of a buffer whose length is known, other than to take an element of it.</summary>
    private bool IsLook(IOperation operation) =>
        operation is ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation
        && operation.Parent is not IArrayElementReferenceOperation and not IPropertyReferenceOperation { Property.IsIndexer: true }
        && buffers.Read(operation).Length is not null;

    private static bool? Compare(BinaryOperatorKind comparison, long? left, long? right) => (comparison, left, right) switch
    {
        (_, null, _) or (_, _, null) => null,
        (BinaryOperatorKind.Equals, { } a, { } b) => a == b,
        (BinaryOperatorKind.NotEquals, { } a, { } b) => a != b,
        (BinaryOperatorKind.LessThan, { } a, { } b) => a < b,
        (BinaryOperatorKind.LessThanOrEqual, { } a, { } b) => a <= b,
        (BinaryOperatorKind.GreaterThan, { } a, { } b) => a > b,
        (BinaryOperatorKind.GreaterThanOrEqual, { } a, { } b) => a >= b,
        _ => null,
    };

    private static bool? And(bool? left, bool? right) => left == false || right == false ? false : left & right;

    private static bool? Or(bool? left, bool? right) => left == true || right == true ? true : left | right;
}
