using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Declarations;

/// <summary>Finds the types to read: by their input attribute, or by their layers where that is missing.</summary>
/// <param name="MetadataName">The attribute that marks a model.</param>
internal sealed record ModelTrigger(string MetadataName)
{
    public static IReadOnlyList<ModelTrigger> Inputs { get; } =
    [
        new("ShapeGen.InputShapeAttribute"),
        new("ShapeGen.InputShapeAttribute`1"),
        new("ShapeGen.InputFromAttribute"),
        new("ShapeGen.BlockAttribute"),
    ];

    /// <summary>Whether a node may declare a model.</summary>
    /// <remarks>
    /// An extension block never does, and its attributes must not even be asked for: Roslyn 5.0 throws where one has a target,
    /// as in <c>[type: …] extension(int x)</c> (dotnet/roslyn issue 82445; fixed by 5.9).
    /// </remarks>
    public static bool IsType(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax and not ExtensionBlockDeclarationSyntax;

    /// <summary>
    /// The model behind a match, once a type: only the declaration that carries the type's first input attribute, and only
    /// under that attribute's name, reads it.
    /// </summary>
    public ModelDeclaration? Read(GeneratorAttributeSyntaxContext match, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)match.TargetSymbol;
        AttributeData first = AttributeReader.ModelAttributes(type).First(IsStart);
        bool isFirst = NameOf(first) == MetadataName && DeclarationReader.DeclarationOf(first, cancellation) == match.TargetNode;
        return isFirst ? DeclarationReader.Read(type, cancellation) : null;
    }

    /// <summary>What makes a type a model or a block, whatever layers it has.</summary>
    private static bool IsStart(AttributeData attribute) => AttributeReader.IsInput(attribute) || AttributeReader.IsBlock(attribute);

    /// <summary>A quick look at syntax alone: layers, by their names, and no input on this declaration.</summary>
    public static bool LacksInput(SyntaxNode node, CancellationToken cancellation)
    {
        if (!IsType(node, cancellation) || node is not TypeDeclarationSyntax { AttributeLists.Count: > 0 } type)
        {
            return false;
        }

        bool hasLayer = false;
        foreach (AttributeSyntax attribute in type.AttributeLists.SelectMany(list => list.Attributes))
        {
            string name = SimpleName(attribute.Name);
            if (name is AttributeReader.InputShape or AttributeReader.InputFrom or AttributeReader.Block)
            {
                return false;
            }

            hasLayer |= LayerNames.Contains(name);
        }

        return hasLayer;
    }

    /// <summary>The model of a type without any input attribute, read at the declaration of its first layer.</summary>
    public static ModelDeclaration? ReadWithoutInput(GeneratorSyntaxContext match, CancellationToken cancellation)
    {
        if (match.SemanticModel.GetDeclaredSymbol(match.Node, cancellation) is not INamedTypeSymbol type)
        {
            return null;
        }

        AttributeData? first = AttributeReader.ModelAttributes(type).FirstOrDefault();
        bool isFirst = first is not null
            && !type.GetAttributes().Any(IsStart)
            && DeclarationReader.DeclarationOf(first, cancellation) == match.Node;
        return isFirst ? DeclarationReader.Read(type, cancellation) : null;
    }

    private static readonly HashSet<string> LayerNames = [.. LayerCatalog.AttributeNames.Concat(AttributeReader.BlockUses).Select(name => name + "Attribute")];

    private static string NameOf(AttributeData attribute) => $"{AttributeReader.Namespace}.{attribute.AttributeClass!.MetadataName}";

    /// <summary>The last part of an attribute's name, with its suffix.</summary>
    public static string SimpleName(NameSyntax name)
    {
        SimpleNameSyntax simple = name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax alias => alias.Name,
            SimpleNameSyntax plain => plain,
            _ => throw new InvalidOperationException($"An attribute's name is a {name.GetType().Name}."),
        };
        string text = simple.Identifier.ValueText;
        return text.EndsWith("Attribute", StringComparison.Ordinal) ? text : text + "Attribute";
    }
}
