using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Declarations;

/// <summary>Reads a type's ShapeGen attributes into a <see cref="ModelDeclaration"/>.</summary>
internal static class DeclarationReader
{
    /// <summary>The attribute that the generator writes on every valid model.</summary>
    public const string ModelSignature = "ShapeGen.CompilerServices.ModelSignatureAttribute";

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
        SyntaxNode? home = null;
        int stray = -1;
        int index = 0;
        foreach (AttributeData attribute in AttributeReader.ModelAttributes(type))
        {
            if (AttributeReader.IsInput(attribute))
            {
                inputs.Add(ReadInput(attribute, index, path, cancellation));
            }
            else
            {
                layers.Add(AttributeReader.ReadLayer(attribute, index, cancellation));
            }

            SyntaxNode? part = DeclarationOf(attribute, cancellation);
            home ??= part;
            stray = stray < 0 && part != home ? index : stray;
            index++;
        }

        return index == 0
            ? null
            : new ModelDeclaration(ModelTypeReader.Read(type, stray, cancellation), inputs.ToEquatableArray(), layers.ToEquatableArray());
    }

    /// <summary>The partial declaration that an attribute stands on.</summary>
    public static SyntaxNode? DeclarationOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;

    private static InputDeclaration ReadInput(AttributeData attribute, int index, ImmutableHashSet<ISymbol> path, CancellationToken cancellation)
    {
        if (AttributeReader.IsMalformed(attribute))
        {
            return new InputDeclaration(index, default, "float", InputSource.Malformed);
        }

        INamedTypeSymbol attributeType = attribute.AttributeClass!;
        if (attributeType.Name == AttributeReader.InputShape)
        {
            string element = attributeType.TypeArguments.Length == 1 ? attributeType.TypeArguments[0].ToDisplayString() : "float";
            return new InputDeclaration(index, AttributeReader.ReadIntegers(attribute.ConstructorArguments[0]), element);
        }

        return attribute.ConstructorArguments[0].Value switch
        {
            INamedTypeSymbol upstream => ReadUpstream(upstream, index, path, cancellation),
            ITypeSymbol other => new InputDeclaration(index, default, "float", InputSource.NoModel, other.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)),
            _ => new InputDeclaration(index, default, "float", InputSource.NoModel, "null"),
        };
    }

    private static InputDeclaration ReadUpstream(INamedTypeSymbol upstream, int index, ImmutableHashSet<ISymbol> path, CancellationToken cancellation)
    {
        string name = upstream.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (path.Contains(upstream))
        {
            return new InputDeclaration(index, default, "float", InputSource.Cycle, name);
        }

        AttributeData? signature = upstream.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == ModelSignature);
        if (signature is { ConstructorArguments.Length: 3 })
        {
            EquatableArray<int> output = AttributeReader.ReadIntegers(signature.ConstructorArguments[1]);
            string element = (signature.ConstructorArguments[2].Value as ITypeSymbol)?.ToDisplayString() ?? "float";
            return new InputDeclaration(index, output, element, InputSource.Signature, name);
        }

        return Read(upstream, path.Add(upstream), cancellation) is { } declaration
            ? new InputDeclaration(index, default, "float", InputSource.Model, name, declaration)
            : new InputDeclaration(index, default, "float", InputSource.NoModel, name);
    }
}
