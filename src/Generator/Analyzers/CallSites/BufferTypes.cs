using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Tells the types that models take from others.</summary>
internal static class BufferTypes
{
    public static bool IsBuffer(ITypeSymbol? type) => type is IArrayTypeSymbol || IsSpan(type);

    /// <summary>An array of one dimension.</summary>
    public static bool IsVector(ITypeSymbol? type) => type is IArrayTypeSymbol { IsSZArray: true };

    public static bool IsSpan(ITypeSymbol? type) => type is { Name: "Span" or "ReadOnlySpan" } && IsInSystem(type);

    public static bool IsInSystem(ITypeSymbol? type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
