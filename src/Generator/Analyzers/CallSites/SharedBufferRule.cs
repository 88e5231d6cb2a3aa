using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Diagnostics;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>SHAPE0303: an output would be written over an input or over another output.</summary>
internal static class SharedBufferRule
{
    /// <summary>Both arguments are the same part of the same variable, whatever its length.</summary>
    public static Diagnostic? CheckSame(ModelCall call, PassedBuffer other, PassedBuffer output)
    {
        BufferFacts source = other.Facts;
        BufferFacts target = output.Facts;
        bool isSame = source.Root?.IsSameAs(target.Root) == true
            && source.Offset is not null
            && source.Offset == target.Offset
            && source.Length == target.Length
            && source.Length != 0
            && !MayBeNothing(call, source);
        if (!isSame)
        {
            return null;
        }

        string variable = $"the same \"{source.Root!.Symbol.Name}\"";
        return Report(call, output, call.Model.IsSingle ? $"reads and writes {variable}"
            : other.IsOutput ? $"writes {other.Buffer.Name} and {output.Buffer.Name} to {variable}"
            : $"reads {other.Buffer.Name} from {variable} that it writes {output.Buffer.Name} to");
    }

    /// <summary>A part of unknown length may be cut for no samples at all, which overlap nothing.</summary>
    private static bool MayBeNothing(ModelCall call, BufferFacts source) =>
        call.IsBatch && source is { Kind: BufferKind.Sliced, Length: null };

    /// <summary>The arguments are parts of one variable, and what is read or written of them overlaps.</summary>
    public static Diagnostic? CheckOverlap(ModelCall call, PassedBuffer other, PassedBuffer output, long? samples)
    {
        if (other.Facts.Root?.IsSameAs(output.Facts.Root) != true
            || other.Facts.Offset is not { } first
            || output.Facts.Offset is not { } written
            || samples is not { } n
            || n == 0)
        {
            return null;
        }

        long firstEnd = first + (n * other.Buffer.Count);
        long writtenEnd = written + (n * output.Buffer.Count);
        if (first >= writtenEnd || written >= firstEnd)
        {
            return null;
        }

        string variable = $"\"{other.Facts.Root.Symbol.Name}\"";
        return Report(call, output, call.Model.IsSingle ? $"reads {Span(first, firstEnd)} of {variable} and writes {Span(written, writtenEnd)} of it"
            : other.IsOutput ? $"writes {other.Buffer.Name} to {Span(first, firstEnd)} of {variable} and {output.Buffer.Name} to {Span(written, writtenEnd)} of it"
            : $"reads {other.Buffer.Name} from {Span(first, firstEnd)} of {variable} and writes {output.Buffer.Name} to {Span(written, writtenEnd)} of it");
    }

    private static Diagnostic Report(ModelCall call, PassedBuffer output, string what)
    {
        string name = call.Model.IsSingle ? "the output" : output.Buffer.Name;
        string size = call.IsBatch ? "" : $" with {call.ModelName}.{output.Buffer.Length} elements";
        return call.Report(CallSiteDescriptors.SharedBuffer, output.Argument, $"{what}: give {name} a buffer of its own{size}");
    }

    private static string Span(long start, long end) => $"[{InvariantText.Of(start)}..{InvariantText.Of(end)}]";
}
