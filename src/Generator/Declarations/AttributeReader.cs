using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Declarations;

/// <summary>Tells ShapeGen's attributes from others and reads their arguments.</summary>
internal static class AttributeReader
{
    public const string Namespace = "ShapeGen";
    public const string InputShape = "InputShapeAttribute";
    public const string InputFrom = "InputFromAttribute";
    private const string LayerBase = "LayerAttribute";
    private const string Suffix = "Attribute";

    /// <summary>The attributes of a type that make up its model, in source order.</summary>
    public static IEnumerable<AttributeData> ModelAttributes(INamedTypeSymbol type) =>
        type.GetAttributes().Where(a => IsInput(a) || IsLayer(a));

    public static bool IsInput(AttributeData attribute) =>
        attribute.AttributeClass is { Name: InputShape or InputFrom } type && IsInShapeGen(type);

    public static bool IsLayer(AttributeData attribute)
    {
        for (INamedTypeSymbol? type = attribute.AttributeClass?.BaseType; type is not null; type = type.BaseType)
        {
            if (type.Name == LayerBase && IsInShapeGen(type))
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

    private static EquatableArray<double> ReadNumbers(TypedConstant value) =>
        value.IsNull ? default : value.Values.Select(v => v.Value is double d ? d : 0).ToEquatableArray();

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
        TypedConstantKind.Array when value.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double } => ReadNumbers(value),
        TypedConstantKind.Array => ReadIntegers(value),
        TypedConstantKind.Primitive or TypedConstantKind.Enum => value.Value,
        _ => null,
    };

    private static bool IsInShapeGen(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } && type.ContainingType is null;
}
