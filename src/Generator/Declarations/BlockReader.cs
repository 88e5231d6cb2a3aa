using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Declarations;

/// <summary>Reads the layers of one type, and with a use of blocks the blocks themselves, of this assembly or a referenced one.</summary>
/// <param name="type">The type that the layers stand on.</param>
/// <param name="cancellation">Cancels.</param>
internal sealed class BlockReader(INamedTypeSymbol type, CancellationToken cancellation)
{
    /// <summary>Layers of one model or block, those of the blocks that it uses included. Blocks that use a block twice and are used twice themselves double with each level.</summary>
    public const int MostLayers = 10_000;

    /// <summary>The types that lead to the block being read.</summary>
    private readonly List<INamedTypeSymbol> _path = [type];
    private int _layers;

    /// <summary>Reads a layer or a use of blocks.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="index">Its place among the ShapeGen attributes of the type that it stands on.</param>
    public LayerDeclaration ReadLayer(AttributeData attribute, int index)
    {
        _layers++;
        LayerDeclaration layer = AttributeReader.ReadLayer(attribute, index, cancellation);
        return AttributeReader.IsBlockUse(attribute)
            ? layer with { Blocks = attribute.AttributeClass!.TypeArguments.Select(ReadBlock).ToEquatableArray() }
            : layer;
    }

    private BlockDeclaration ReadBlock(ITypeSymbol used)
    {
        cancellation.ThrowIfCancellationRequested();
        if (used is IErrorTypeSymbol)
        {
            return new BlockDeclaration(BlockKind.Malformed, used.Name);
        }

        if (AttributeReader.IsIdentity(used))
        {
            return new BlockDeclaration(BlockKind.Identity, used.Name);
        }

        string name = used.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (used is not INamedTypeSymbol named)
        {
            return new BlockDeclaration(BlockKind.NoBlock, name);
        }

        AttributeData[] attributes = [.. AttributeReader.ModelAttributes(named)];
        if (!attributes.Any(AttributeReader.IsBlock))
        {
            return new BlockDeclaration(attributes.Length == 0 ? BlockKind.NoBlock : attributes.Any(AttributeReader.IsInput) ? BlockKind.Model : BlockKind.Unmarked, name);
        }

        int start = _path.FindIndex(seen => SymbolEqualityComparer.Default.Equals(seen, named));
        if (start >= 0)
        {
            return new BlockDeclaration(BlockKind.Cycle, string.Join(" → ", _path.Skip(start).Append(named).Select(t => t.Name))) { IsOfReader = start == 0 };
        }

        if (_layers > MostLayers)
        {
            return new BlockDeclaration(BlockKind.TooLarge, name);
        }

        _path.Add(named);
        var block = new BlockDeclaration(BlockKind.Block, name, ReadLayers(attributes).ToEquatableArray())
        {
            IsReferenced = !SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, type.ContainingAssembly),
        };
        _path.RemoveAt(_path.Count - 1);
        return block;
    }

    private IEnumerable<LayerDeclaration> ReadLayers(AttributeData[] attributes)
    {
        for (int i = 0; i < attributes.Length; i++)
        {
            if (!AttributeReader.IsInput(attributes[i]) && !AttributeReader.IsOutput(attributes[i]) && !AttributeReader.IsBlock(attributes[i]))
            {
                // An argument of a wrong name is reported on the block, wherever it stands by then.
                yield return ReadLayer(attributes[i], i) with { Misnamed = default };
            }
        }
    }
}
