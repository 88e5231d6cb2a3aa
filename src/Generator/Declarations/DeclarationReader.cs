using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Declarations;

/// <summary>Reads a type's ShapeGen attributes into a <see cref="ModelDeclaration"/>.</summary>
internal static class DeclarationReader
{
    /// <summary>
    /// Models that may take each other's output in a row: each model's declaration holds those before it, and all that is
    /// done with it goes as deep.
    /// </summary>
    public const int LongestChain = 100;

    /// <summary>The declaration of a type, or null where it carries no ShapeGen attribute, or it or what it stands in lacks a name still.</summary>
    public static ModelDeclaration? Read(INamedTypeSymbol type, CancellationToken cancellation = default) =>
        ModelTypeReader.IsUnnamed(type)
            ? null
            : Read(type, ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default, type), cancellation);

    private static ModelDeclaration? Read(INamedTypeSymbol type, ImmutableHashSet<ISymbol> path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var inputs = new List<InputDeclaration>();
        var layers = new List<LayerDeclaration>();
        var outputs = new List<OutputDeclaration>();
        var reader = new BlockReader(type, cancellation);
        int block = -1;
        SyntaxNode? home = null;
        int stray = -1;
        int index = 0;
        foreach (AttributeData attribute in AttributeReader.ModelAttributes(type))
        {
            if (AttributeReader.IsInput(attribute))
            {
                inputs.Add(ReadInput(type, attribute, index, path, cancellation));
            }
            else if (AttributeReader.IsOutput(attribute))
            {
                bool isMalformed = AttributeReader.IsMalformed(attribute);
                outputs.Add(new OutputDeclaration(index, isMalformed ? "" : attribute.ConstructorArguments[0].Value as string ?? "", isMalformed));
            }
            else if (AttributeReader.IsBlock(attribute))
            {
                block = block < 0 ? index : block;
            }
            else
            {
                layers.Add(reader.ReadLayer(attribute, index));
            }

            SyntaxNode? part = DeclarationOf(attribute, cancellation);
            home ??= part;
            stray = stray < 0 && part != home ? index : stray;
            index++;
        }

        return index == 0
            ? null
            : new ModelDeclaration(ModelTypeReader.Read(type, stray, cancellation), inputs.ToEquatableArray(), layers.ToEquatableArray(), outputs.ToEquatableArray(), block);
    }

    /// <summary>The partial declaration that an attribute stands on.</summary>
    public static SyntaxNode? DeclarationOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;

    private static InputDeclaration ReadInput(INamedTypeSymbol model, AttributeData attribute, int index, ImmutableHashSet<ISymbol> path, CancellationToken cancellation)
    {
        if (AttributeReader.IsMalformed(attribute))
        {
            return new InputDeclaration(index, default, "float", InputSource.Malformed);
        }

        INamedTypeSymbol attributeType = attribute.AttributeClass!;
        if (attributeType.Name == AttributeReader.InputShape)
        {
            string element = attributeType.TypeArguments.Length == 1 ? attributeType.TypeArguments[0].ToDisplayString() : "float";
            string? name = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string;
            return new InputDeclaration(index, AttributeReader.ReadIntegers(attribute.ConstructorArguments[0]), element, Name: name);
        }

        return attribute.ConstructorArguments[0].Value switch
        {
            INamedTypeSymbol upstream => ReadUpstream(model, upstream, index, path, cancellation),
            ITypeSymbol other => new InputDeclaration(index, default, "float", InputSource.NoModel, other.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)),
            _ => new InputDeclaration(index, default, "float", InputSource.NoModel, "null"),
        };
    }

    private static InputDeclaration ReadUpstream(INamedTypeSymbol model, INamedTypeSymbol upstream, int index, ImmutableHashSet<ISymbol> path, CancellationToken cancellation)
    {
        string name = upstream.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (path.Contains(upstream))
        {
            return new InputDeclaration(index, default, "float", InputSource.Cycle, name);
        }

        // Of this compilation's own models the analyzers see a signature and the generator none: both must read the same.
        bool isOwn = SymbolEqualityComparer.Default.Equals(upstream.ContainingAssembly, model.ContainingAssembly);
        if (!isOwn && ModelSignature.Read(upstream) is { } signature)
        {
            SignatureBuffer output = signature.Outputs[0];
            return signature.Outputs.Count == 1
                ? new InputDeclaration(index, output.Shape, output.ElementTypeName, InputSource.Signature, name)
                : new InputDeclaration(index, default, "float", InputSource.SeveralOutputs, name);
        }

        if (path.Count == LongestChain)
        {
            return new InputDeclaration(index, default, "float", InputSource.TooFar, name);
        }

        return Read(upstream, path.Add(upstream), cancellation) switch
        {
            null => new InputDeclaration(index, default, "float", InputSource.NoModel, name),
            { IsBlock: true } => new InputDeclaration(index, default, "float", InputSource.Block, name),
            { Outputs: var outputs } when outputs.Count(output => !output.IsMalformed) > 1 => new InputDeclaration(index, default, "float", InputSource.SeveralOutputs, name),
            { } declaration => new InputDeclaration(index, default, "float", InputSource.Model, name, declaration),
        };
    }
}
