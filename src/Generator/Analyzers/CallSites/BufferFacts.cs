using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>What is certain about an array or span.</summary>
/// <param name="Length">Its elements, or null where that is unknown.</param>
internal sealed record BufferFacts(long? Length)
{
    /// <summary>Nothing is known.</summary>
    public static BufferFacts Unknown { get; } = new((long?)null);

    /// <summary>What has fixed the length.</summary>
    public BufferKind Kind { get; init; }

    /// <summary>The dimensions of an array of several; null where they are unknown or there is one only.</summary>
    public EquatableArray<long>? Dimensions { get; init; }

    /// <summary>The expression that has fixed the length: <c>new float[10]</c>, <c>features[..5]</c>.</summary>
    public SyntaxNode? Maker { get; init; }

    /// <summary>The constant in <c>new float[10]</c> or <c>stackalloc float[10]</c>.</summary>
    public SyntaxNode? SizeExpression { get; init; }

    /// <summary>The variable whose memory it is, or null for memory that no one else knows.</summary>
    public BufferRoot? Root { get; init; }

    /// <summary>Where it begins, in elements after the start of <see cref="Root"/>.</summary>
    public long? Offset { get; init; } = 0;
}

/// <summary>How a buffer has come to its length.</summary>
internal enum BufferKind
{
    /// <summary>By a number or by its elements: <c>new float[10]</c>, <c>[1, 2]</c>.</summary>
    Made,

    /// <summary>As a part of another.</summary>
    Sliced,

    /// <summary>It is <c>default</c>, <c>null</c> or one of the empty ones.</summary>
    Empty,
}

/// <summary>The variable that holds a buffer.</summary>
/// <param name="Symbol">A local, parameter or field.</param>
/// <param name="Receiver">For a field of another object, the variable that holds the object.</param>
/// <param name="IsStable">It holds the same buffer at all times.</param>
internal sealed record BufferRoot(ISymbol Symbol, ISymbol? Receiver, bool IsStable)
{
    /// <summary>Whether two arguments of one call, or of two where the variable is stable, surely have the same memory.</summary>
    public bool IsSameAs(BufferRoot? other) =>
        other is not null
        && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol)
        && SymbolEqualityComparer.Default.Equals(Receiver, other.Receiver);
}
