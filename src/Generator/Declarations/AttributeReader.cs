using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Declarations;

/// <summary>Tells ShapeGen's attributes from others and reads their arguments.</summary>
internal static class AttributeReader
{
    public const string Namespace = "ShapeGen";
    public const string InputShape = "InputShapeAttribute";
    public const string InputFrom = "InputFromAttribute";
    public const string Output = "OutputAttribute";
    public const string Block = "BlockAttribute";
    private const string Identity = "Identity";

    /// <summary>The attributes that use blocks, without suffix.</summary>
    public static IReadOnlyList<string> BlockUses { get; } = ["Apply", "Residual", "Parallel"];

    private const string LayerBase = "LayerAttribute";
    private const string BlockUseBase = "BlockUseAttribute";
    private const string Suffix = "Attribute";

    /// <summary>The attributes of a type that make up its model, in source order.</summary>
    public static IEnumerable<AttributeData> ModelAttributes(INamedTypeSymbol type) =>
        type.GetAttributes().Where(a => IsInput(a) || IsLayer(a) || IsOutput(a) || IsBlock(a));

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

    public static LayerDeclaration ReadLayer(AttributeData attribute, int index)
    {
        string name = attribute.AttributeClass!.Name;
        return new LayerDeclaration(
            name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name,
            index,
            ReadArguments(attribute).ToEquatableArray(),
            IsMalformed(attribute));
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

    private static IEnumerable<ArgumentDeclaration> ReadArguments(AttributeData attribute)
    {
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
        TypedConstantKind.Array => ReadIntegers(value),
        TypedConstantKind.Primitive or TypedConstantKind.Enum => value.Value,
        _ => null,
    };

    private static bool IsInShapeGen(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } && type.ContainingType is null;
}
