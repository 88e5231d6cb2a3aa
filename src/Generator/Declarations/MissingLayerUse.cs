using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Declarations;

/// <summary>An argument of an attribute that is not there.</summary>
/// <param name="Name">Its name; empty where it has none.</param>
/// <param name="IsProperty">Written <c>Name = value</c>, else <c>name: value</c>.</param>
/// <param name="IsCollection">Its value is <c>[…]</c>, which needs an array to bind to.</param>
internal sealed record MissingArgument(string Name, bool IsProperty, bool IsCollection);

/// <summary>A use of a layer that is not there, as far as a class must know it to stand in its place.</summary>
/// <param name="Layer">Keras' class name.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Members">Members of enums that are not there either: <c>Padding.Same</c>.</param>
internal sealed record MissingLayerUse(string Layer, EquatableArray<MissingArgument> Arguments, EquatableArray<string> Members)
{
    /// <summary>A quick look at syntax alone.</summary>
    public static bool MayBe(SyntaxNode node, CancellationToken cancellation) =>
        node is AttributeSyntax { Parent.Parent: TypeDeclarationSyntax and not ExtensionBlockDeclarationSyntax } attribute
        && MissingLayers.Find(NameOf(attribute)) is not null;

    /// <summary>The use, or null where the attribute is somebody else's, or ShapeGen is not used at its place.</summary>
    public static MissingLayerUse? Read(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        var attribute = (AttributeSyntax)context.Node;
        SemanticModel model = context.SemanticModel;
        SymbolInfo found = model.GetSymbolInfo(attribute, cancellation);
        if (found.Symbol is not null
            || !found.CandidateSymbols.IsEmpty
            || model.GetTypeInfo(attribute, cancellation).Type is not (null or IErrorTypeSymbol)
            || !WouldBind(attribute, model, cancellation))
        {
            return null;
        }

        AttributeArgumentSyntax[] arguments = [.. attribute.ArgumentList?.Arguments ?? default];
        return new MissingLayerUse(
            NameOf(attribute),
            arguments.Select(Read).ToEquatableArray(),
            arguments.SelectMany(argument => MissingMembers(argument, model, cancellation)).Distinct().ToEquatableArray());
    }

    private static string NameOf(AttributeSyntax attribute) => AttributeReader.WithoutSuffix(ModelTrigger.SimpleName(attribute.Name));

    private static MissingArgument Read(AttributeArgumentSyntax argument) => new(
        (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.Text ?? "",
        argument.NameEquals is not null,
        argument.Expression is CollectionExpressionSyntax);

    /// <summary>A class in the namespace ShapeGen would be found under the name that is written.</summary>
    private static bool WouldBind(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        NameSyntax? qualifier = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Left,
            AliasQualifiedNameSyntax aliased => aliased.Alias,
            _ => null,
        };
        return qualifier is null
            ? model.LookupNamespacesAndTypes(attribute.SpanStart, name: AttributeReader.LayerBase).Any(IsLayerBase)
            : model.GetSymbolInfo(qualifier, cancellation).Symbol is INamespaceSymbol space && space.GetTypeMembers(AttributeReader.LayerBase).Any(IsLayerBase);
    }

    private static bool IsLayerBase(ISymbol symbol) => symbol is INamedTypeSymbol type && AttributeReader.IsInShapeGen(type);

    private static IEnumerable<string> MissingMembers(AttributeArgumentSyntax argument, SemanticModel model, CancellationToken cancellation) =>
        from access in argument.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where access is { Expression: IdentifierNameSyntax, Name: IdentifierNameSyntax }
        let found = model.GetSymbolInfo(access.Expression, cancellation)
        where found.Symbol is null && found.CandidateSymbols.IsEmpty
        select $"{access.Expression}.{access.Name}";
}
