using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Reads the calls that make a buffer from another one, or from a number.</summary>
internal sealed class SliceReader(BufferReader buffers, IntegerReader integers)
{
    /// <summary><c>AsSpan</c>, <c>Slice</c>, <c>ToArray</c>, <c>Array.Empty</c>, the collector's <c>Allocate…</c> and copy-free <c>Forward</c>.</summary>
    public BufferFacts ReadInvocation(IInvocationOperation invocation, int depth)
    {
        IMethodSymbol method = invocation.TargetMethod;
        INamedTypeSymbol? type = method.ContainingType;
        if (ModelCall.MayBe(method.Name))
        {
            return ReadView(invocation, depth);
        }

        return method.Name switch
        {
            "AsSpan" when type is { Name: "MemoryExtensions" } && BufferTypes.IsInSystem(type) && Argument(invocation, "array") is { } array =>
                ReadPart(invocation, buffers.Read(array, depth + 1), depth),
            "Slice" when BufferTypes.IsSpan(type) && invocation.Instance is { } span =>
                ReadPart(invocation, buffers.Read(span, depth + 1), depth),
            "ToArray" when BufferTypes.IsSpan(type) && invocation.Instance is { } span =>
                buffers.Read(span, depth + 1) with { Root = null, Offset = 0, SizeExpression = null },
            "Empty" when type is { SpecialType: SpecialType.System_Array } => BufferReader.Empty(invocation),
            "AllocateArray" or "AllocateUninitializedArray" when type is { Name: "GC" } && BufferTypes.IsInSystem(type) && Argument(invocation, "length") is { } length =>
                buffers.Sized(invocation, length, depth),
            _ => BufferFacts.Unknown,
        };
    }

    /// <summary><c>new Span&lt;float&gt;(array)</c> and its forms with a part or a pointer.</summary>
    public BufferFacts ReadConstructor(IObjectCreationOperation created, int depth)
    {
        if (!BufferTypes.IsSpan(created.Type))
        {
            return BufferFacts.Unknown;
        }

        if (created.Arguments.IsEmpty)
        {
            return BufferReader.Empty(created);
        }

        if (Argument(created.Arguments, "array") is { } array)
        {
            return Part(created, buffers.Read(array, depth + 1), created.Arguments, depth);
        }

        return Argument(created.Arguments, "length") is { } length ? buffers.Sized(created, length, depth) with { Offset = null } : BufferFacts.Unknown;
    }

    /// <summary>The part that a range takes.</summary>
    public BufferFacts ReadRange(IOperation slice, BufferFacts whole, IOperation range, int depth)
    {
        if (range is not IRangeOperation { IsLifted: false } written)
        {
            return BufferFacts.Unknown with { Root = whole.Root, Offset = null };
        }

        (bool IsFromEnd, long Value)? start = written.LeftOperand is { } left ? integers.ReadIndex(left, depth + 1) : (false, 0);
        (bool IsFromEnd, long Value)? end = written.RightOperand is { } right ? integers.ReadIndex(right, depth + 1) : (true, 0);
        return Cut(slice, whole, start, end);
    }

    private BufferFacts ReadPart(IInvocationOperation invocation, BufferFacts whole, int depth) =>
        Argument(invocation, "range") is { } range
            ? ReadRange(invocation, whole, range is IConversionOperation conversion ? conversion.Operand : range, depth)
            : Part(invocation, whole, invocation.Arguments, depth);

    /// <summary>By the arguments <c>start</c> (or <c>startIndex</c>) and <c>length</c>, where there are any.</summary>
    private BufferFacts Part(IOperation slice, BufferFacts whole, IReadOnlyList<IArgumentOperation> arguments, int depth)
    {
        IOperation? from = Argument(arguments, "start") ?? Argument(arguments, "startIndex");
        IOperation? count = Argument(arguments, "length");
        (bool IsFromEnd, long Value)? start = from is null ? (false, 0) : integers.ReadIndex(from, depth + 1);
        if (count is null)
        {
            return Cut(slice, whole, start, (true, 0));
        }

        long? length = integers.Read(count, depth + 1);
        if (length is >= 0 && start is null)
        {
            return Sliced(slice, whole, null, length);
        }

        return Cut(slice, whole, start, length is { } known && start is { IsFromEnd: false } s ? (false, s.Value + known) : null);
    }

    /// <summary>What lies between two ends. A part beyond the whole throws before any model sees it, and is not our concern.</summary>
    private static BufferFacts Cut(IOperation slice, BufferFacts whole, (bool IsFromEnd, long Value)? start, (bool IsFromEnd, long Value)? end)
    {
        if (start is (false, 0) && end is (true, 0))
        {
            return whole;
        }

        long? first = FromStart(start, whole.Length);
        long? length = first is { } a && FromStart(end, whole.Length) is { } b
            ? b - a
            : start is (true, var s) && end is (true, var e) ? s - e : null;
        bool isBeyond = first < 0 || length < 0 || first + length > whole.Length;
        return isBeyond ? BufferFacts.Unknown with { Root = whole.Root, Offset = null } : Sliced(slice, whole, first, length);
    }

    private static BufferFacts Sliced(IOperation slice, BufferFacts whole, long? first, long? length) => new(length)
    {
        Kind = BufferKind.Sliced,
        Maker = slice.Syntax,
        Root = whole.Root,
        Offset = whole.Offset + first,
    };

    private static long? FromStart((bool IsFromEnd, long Value)? index, long? length) =>
        index is not { } known ? null : known.IsFromEnd ? length - known.Value : known.Value;

    /// <summary>A model without steps hands its input's memory on.</summary>
    private BufferFacts ReadView(IInvocationOperation invocation, int depth)
    {
        if (invocation.Arguments.Length != 1
            || !BufferTypes.IsSpan(invocation.Type)
            || ModelCall.Read(invocation, buffers.Models, buffers.Cancellation) is not { Model.IsSingle: true, IsBatch: false } call)
        {
            return BufferFacts.Unknown;
        }

        BufferFacts viewed = buffers.Read(invocation.Arguments[0].Value, depth + 1);
        return new BufferFacts(call.Model.Outputs[0].Count)
        {
            Kind = BufferKind.Sliced,
            Maker = invocation.Syntax,
            Root = viewed.Root,
            Offset = viewed.Offset,
        };
    }

    private static IOperation? Argument(IInvocationOperation invocation, string parameter) => Argument(invocation.Arguments, parameter);

    private static IOperation? Argument(IEnumerable<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(a => a.Parameter?.Name == parameter)?.Value;
}
