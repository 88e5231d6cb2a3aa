using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>SHAPE0303: the output would be written over the input.</summary>
internal static class SharedBufferRule
{
    /// <summary>Both arguments are the same part of the same variable, whatever its length.</summary>
    public static Diagnostic? CheckSame(ModelCall call, BufferFacts source, BufferFacts target)
    {
        bool isSame = source.Root?.IsSameAs(target.Root) == true
            && source.Offset is not null
            && source.Offset == target.Offset
            && source.Length == target.Length
            && source.Length != 0
            && !MayBeNothing(call, source);
        return isSame ? Report(call, $"reads and writes the same \"{source.Root!.Symbol.Name}\"") : null;
    }

    /// <summary>A part of unknown length may be cut for no samples at all, which overlap nothing.</summary>
    private static bool MayBeNothing(ModelCall call, BufferFacts source) =>
        call.IsBatch && source is { Kind: BufferKind.Sliced, Length: null };

    /// <summary>The arguments are parts of one variable, and what is read and written of them overlaps.</summary>
    public static Diagnostic? CheckOverlap(ModelCall call, BufferFacts source, BufferFacts target, long? samples)
    {
        if (source.Root?.IsSameAs(target.Root) != true
            || source.Offset is not { } read
            || target.Offset is not { } written
            || samples is not { } n
            || n == 0)
        {
            return null;
        }

        long readEnd = read + (n * call.Model.Input.ElementCount);
        long writtenEnd = written + (n * call.Model.Output.ElementCount);
        return read < writtenEnd && written < readEnd
            ? Report(call, $"reads {Span(read, readEnd)} of \"{source.Root.Symbol.Name}\" and writes {Span(written, writtenEnd)} of it")
            : null;
    }

    private static Diagnostic Report(ModelCall call, string what) => call.Report(
        CallSiteDescriptors.SharedBuffer,
        call.Destination!,
        $"{what}: give the output a buffer of its own{(call.IsBatch ? "" : $" with {call.ModelName}.{ModelMembers.OutputLength} elements")}");

    private static string Span(long start, long end) => $"[{InvariantText.Of(start)}..{InvariantText.Of(end)}]";
}
