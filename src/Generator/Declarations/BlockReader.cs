using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Declarations;

/// <summary>Reads layer attributes, and with a use of blocks the blocks themselves, of this assembly or a referenced one.</summary>
internal static class BlockReader
{
    /// <summary>Reads a layer or a use of blocks.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="index">Its place among the type's ShapeGen attributes.</param>
    /// <param name="type">The type that it stands on.</param>
    /// <param name="cancellation">Cancels.</param>
    public static LayerDeclaration ReadLayer(AttributeData attribute, int index, INamedTypeSymbol type, CancellationToken cancellation) =>
        ReadLayer(attribute, index, ImmutableList.Create(type), cancellation);

    private static LayerDeclaration ReadLayer(AttributeData attribute, int index, ImmutableList<INamedTypeSymbol> path, CancellationToken cancellation)
    {
        LayerDeclaration layer = AttributeReader.ReadLayer(attribute, index, cancellation);
        return AttributeReader.IsBlockUse(attribute)
            ? layer with { Blocks = attribute.AttributeClass!.TypeArguments.Select(block => ReadBlock(block, path, cancellation)).ToEquatableArray() }
            : layer;
    }

    private static BlockDeclaration ReadBlock(ITypeSymbol type, ImmutableList<INamedTypeSymbol> path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (type is IErrorTypeSymbol)
        {
            return new BlockDeclaration(BlockKind.Malformed, type.Name);
        }

        if (AttributeReader.IsIdentity(type))
        {
            return new BlockDeclaration(BlockKind.Identity, type.Name);
        }

        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (type is not INamedTypeSymbol named)
        {
            return new BlockDeclaration(BlockKind.NoBlock, name);
        }

        int start = path.FindIndex(seen => SymbolEqualityComparer.Default.Equals(seen, named));
        if (start >= 0)
        {
            return new BlockDeclaration(BlockKind.Cycle, string.Join(" → ", path.Skip(start).Append(named).Select(t => t.Name)));
        }

        AttributeData[] attributes = [.. AttributeReader.ModelAttributes(named)];
        BlockKind kind = attributes.Any(AttributeReader.IsBlock) ? BlockKind.Block : attributes.Any(AttributeReader.IsInput) ? BlockKind.Model : BlockKind.NoBlock;
        return kind != BlockKind.Block
            ? new BlockDeclaration(kind, name)
            : new BlockDeclaration(kind, name, attributes
                .Select((attribute, index) => (attribute, index))
                .Where(pair => AttributeReader.IsLayer(pair.attribute))
                .Select(pair => ReadLayer(pair.attribute, pair.index, path.Add(named), cancellation))
                .ToEquatableArray());
    }
}
