using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShapeGen.CodeFixes.Editing;

/// <summary>Names types so that they bind at a place, in the manner of a name that stands there already.</summary>
internal static class TypeNames
{
    private const string Suffix = "Attribute";

    private static readonly SymbolDisplayFormat WithoutSuffix =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.RemoveAttributeSuffix);

    /// <summary>An attribute's type without the suffix: <c>Flatten</c>.</summary>
    public static string ShortName(INamedTypeSymbol type) =>
        type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - Suffix.Length) : type.Name;

    /// <summary>The name of an attribute with the qualifier and the suffix of another one.</summary>
    public static string OfAttribute(INamedTypeSymbol type, AttributeSyntax pattern, SemanticModel model)
    {
        string identifier = Simple(pattern.Name).Identifier.ValueText;
        string name = identifier.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name : ShortName(type);
        string[] candidates = [Qualifier(pattern.Name) + name, name, type.ToMinimalDisplayString(model, pattern.SpanStart, WithoutSuffix)];
        return candidates.FirstOrDefault(candidate => BindsAsAttribute(candidate, type, model, pattern.SpanStart)) ?? Full(type);
    }

    /// <summary>The name of a type with the qualifier of an attribute, or the shortest that binds.</summary>
    public static string OfType(INamedTypeSymbol type, AttributeSyntax pattern, SemanticModel model)
    {
        string[] candidates = [Qualifier(pattern.Name) + type.Name, type.ToMinimalDisplayString(model, pattern.SpanStart)];
        return candidates.FirstOrDefault(candidate => Binds(candidate, type, model, pattern.SpanStart)) ?? Full(type);
    }

    /// <summary>The shortest name of an attribute or another type at a place.</summary>
    public static string Shortest(INamedTypeSymbol type, bool isAttribute, SemanticModel model, int position) =>
        type.ToMinimalDisplayString(model, position, isAttribute ? WithoutSuffix : SymbolDisplayFormat.MinimallyQualifiedFormat);

    public static bool BindsAsAttribute(string name, INamedTypeSymbol type, SemanticModel model, int position)
    {
        SymbolInfo bound = model.GetSpeculativeSymbolInfo(position, SyntaxFactory.Attribute(SyntaxFactory.ParseName(name)));
        ISymbol? constructor = bound.Symbol ?? bound.CandidateSymbols.FirstOrDefault();
        return SymbolEqualityComparer.Default.Equals(constructor?.ContainingType, type);
    }

    public static bool Binds(string name, INamedTypeSymbol type, SemanticModel model, int position) =>
        SymbolEqualityComparer.Default.Equals(
            model.GetSpeculativeSymbolInfo(position, SyntaxFactory.ParseTypeName(name), SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol,
            type);

    private static string Full(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Qualifier(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => $"{qualified.Left}.",
        AliasQualifiedNameSyntax qualified => $"{qualified.Alias}::",
        _ => "",
    };

    private static SimpleNameSyntax Simple(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax qualified => qualified.Name,
        _ => (SimpleNameSyntax)name,
    };
}
