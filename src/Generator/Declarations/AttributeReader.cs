using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Declarations;

/// <summary>Tells ShapeGen's attributes from others and reads their arguments.</summary>
internal static class AttributeReader
{
    public const string Namespace = "ShapeGen";
    public const string InputShape = "InputShapeAttribute";
    public const string InputFrom = "InputFromAttribute";
    public const string Output = "OutputAttribute";
    public const string Block = "BlockAttribute";
    public const string LayerBase = "LayerAttribute";

    /// <summary>What the type argument of a layer is called among its arguments: an element type, as C# shows it.</summary>
    public const string ElementTypeArgument = "T";
    private const string Identity = "Identity";
    private const string BlockUseBase = "BlockUseAttribute";
    private const string Suffix = "Attribute";

    /// <summary>The attributes that use blocks, without suffix.</summary>
    public static IReadOnlyList<string> BlockUses { get; } = ["Apply", "Bidirectional", "Parallel", "Residual", "TimeDistributed"];

    /// <summary>The attributes of a type that make up its model or block, in source order; none where all of them are somebody else's.</summary>
    public static IEnumerable<AttributeData> ModelAttributes(INamedTypeSymbol type)
    {
        ImmutableArray<AttributeData> all = type.GetAttributes();
        return all.Any(IsOurs) ? all.Where(a => IsOurs(a) || IsUnknownLayer(a)) : [];
    }

    private static bool IsOurs(AttributeData attribute) =>
        IsInput(attribute) || IsLayer(attribute) || IsOutput(attribute) || IsBlock(attribute) || IsPlaceholder(attribute);

    /// <summary>A layer that is not there, by the class that the generator puts in its place for as long as it is used.</summary>
    private static bool IsPlaceholder(AttributeData attribute) =>
        attribute.AttributeClass is { } type and not IErrorTypeSymbol && IsInShapeGen(type) && MissingLayers.Find(NameOf(type)) is not null;

    /// <summary>A layer that is not there, as the generator itself sees it.</summary>
    private static bool IsUnknownLayer(AttributeData attribute) =>
        attribute.AttributeClass is IErrorTypeSymbol type && MissingLayers.Find(NameOf(type)) is not null;

    public static bool IsInput(AttributeData attribute) =>
        attribute.AttributeClass is { Name: InputShape or InputFrom } type && IsInShapeGen(type);

    public static bool IsOutput(AttributeData attribute) => attribute.AttributeClass is { Name: Output } type && IsInShapeGen(type);

    public static bool IsBlock(AttributeData attribute) => attribute.AttributeClass is { Name: Block } type && IsInShapeGen(type);

    public static bool IsIdentity(ITypeSymbol type) => type is INamedTypeSymbol { Name: Identity } named && IsInShapeGen(named);

    /// <summary>A use of blocks, which are its type arguments.</summary>
    public static bool IsBlockUse(AttributeData attribute) => DerivesFrom(attribute, BlockUseBase);

    public static bool IsLayer(AttributeData attribute) => DerivesFrom(attribute, LayerBase);

    private static bool DerivesFrom(AttributeData attribute, string name)
    {
        for (INamedTypeSymbol? type = attribute.AttributeClass?.BaseType; type is not null; type = type.BaseType)
        {
            if (type.Name == name && IsInShapeGen(type))
            {
                return true;
            }
        }

        return false;
    }

    public static LayerDeclaration ReadLayer(AttributeData attribute, int index, CancellationToken cancellation)
    {
        string name = NameOf(attribute.AttributeClass!);
        return new LayerDeclaration(name, index, ReadArguments(attribute).ToEquatableArray(), IsMalformed(attribute))
        {
            Misnamed = IsLayer(attribute) ? MisnamedArgument.Find(attribute, name, cancellation).ToEquatableArray() : default,
        };
    }

    /// <summary>The compiler reports missing, surplus or ill-typed arguments itself.</summary>
    public static bool IsMalformed(AttributeData attribute) =>
        attribute.AttributeConstructor is null
        || attribute.AttributeClass is null or IErrorTypeSymbol
        || attribute.ConstructorArguments.Any(ContainsError)
        || attribute.NamedArguments.Any(a => ContainsError(a.Value));

    private static bool ContainsError(TypedConstant value) =>
        value.Kind == TypedConstantKind.Error
        || (value.Kind == TypedConstantKind.Array && !value.IsNull && value.Values.Any(ContainsError));

    public static EquatableArray<int> ReadIntegers(TypedConstant value) =>
        value.Kind != TypedConstantKind.Array || value.IsNull ? default : value.Values.Select(v => v.Value is int i ? i : 0).ToEquatableArray();

    private static EquatableArray<string> ReadStrings(TypedConstant value) =>
        value.IsNull ? default : value.Values.Select(v => v.Value as string ?? "").ToEquatableArray();

    private static EquatableArray<double> ReadNumbers(TypedConstant value) =>
        value.IsNull ? default : value.Values.Select(v => v.Value is double d ? d : 0).ToEquatableArray();

    private static IEnumerable<ArgumentDeclaration> ReadArguments(AttributeData attribute)
    {
        if (attribute.AttributeClass is { TypeArguments.Length: 1 } type && IsLayer(attribute) && !IsBlockUse(attribute))
        {
            yield return new ArgumentDeclaration(ElementTypeArgument, type.TypeArguments[0].ToDisplayString());
        }

        if (attribute.AttributeConstructor is { } constructor)
        {
            for (int i = 0; i < Math.Min(constructor.Parameters.Length, attribute.ConstructorArguments.Length); i++)
            {
                yield return new ArgumentDeclaration(constructor.Parameters[i].Name, ReadValue(attribute.ConstructorArguments[i]));
            }
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            yield return new ArgumentDeclaration(argument.Key, ReadValue(argument.Value));
        }
    }

    private static object? ReadValue(TypedConstant value) => value.Kind switch
    {
        TypedConstantKind.Array when value.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } => ReadStrings(value),
        TypedConstantKind.Array when value.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double } => ReadNumbers(value),
        TypedConstantKind.Array => ReadIntegers(value),
        TypedConstantKind.Primitive or TypedConstantKind.Enum => value.Value,
        _ => null,
    };

    private static string NameOf(INamedTypeSymbol type) => WithoutSuffix(type.Name);

    /// <summary>An attribute's name as it is mostly written.</summary>
    public static string WithoutSuffix(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;

    public static bool IsInShapeGen(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } && type.ContainingType is null;
}
