using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Declarations;

/// <summary>Reads what matters about the class itself: where it stands, and what keeps the generator from extending it.</summary>
internal static class ModelTypeReader
{
    private static readonly SymbolDisplayFormat Signature = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>A member may not bear its type's name, CS0542.</summary>
    public const string NamedAsMember = "is named like a member that ShapeGen generates";

    public static ModelType Read(INamedTypeSymbol type, int strayAttribute, CancellationToken cancellation) => new(
        type.ContainingNamespace.IsGlobalNamespace ? "" : string.Join(".", NamespaceParts(type.ContainingNamespace)),
        Identifier(type.Name),
        Neighbours.HidesName(type) ? $"global::{string.Join(".", [.. NamespaceParts(type.ContainingNamespace), .. SelfAndContainers(type).Reverse().Select(t => Identifier(t.Name))])}" : Identifier(type.Name),
        Containers(type).Reverse().Select(t => $"{Keyword(t)} {Identifier(t.Name)}").ToEquatableArray(),
        type.IsStatic,
        !type.IsStatic && !type.IsAbstract && type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && !Neighbours.IsForbidden(c)) && !HasRequiredMembers(type),
        Obstacles(type).ToEquatableArray(),
        WeightObstacles(type, cancellation).ToEquatableArray(),
        SelfAndContainers(type).ToList().FindIndex(t => !IsPartial(t, cancellation)),
        strayAttribute,
        MemberSymbols(type).Select(Declare).ToEquatableArray(),
        type.IsStatic ? default : Neighbours.AbstractMembers(type).Select(Declare).ToEquatableArray());

    /// <summary>Whether the type, one around it or its namespace lacks a name, as in half-typed code.</summary>
    public static bool IsUnnamed(INamedTypeSymbol type)
    {
        for (ISymbol symbol = type; symbol is not (null or INamespaceSymbol { IsGlobalNamespace: true }); symbol = symbol.ContainingSymbol)
        {
            if (symbol.Name.Length == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type and those around it, from inside out.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndContainers(INamedTypeSymbol type) => [type, .. Containers(type)];

    /// <summary>
    /// The members that may collide with generated ones, as <see cref="ModelType.Members"/> lists them. Only those with a
    /// name that the generator may use: others must not make a model look changed.
    /// </summary>
    public static IEnumerable<ISymbol> MemberSymbols(INamedTypeSymbol type) => type.GetMembers().Where(member =>
        !member.IsImplicitlyDeclared
        && (member is IMethodSymbol { MethodKind: MethodKind.Constructor } || ModelMembers.MayBe(member.Name))
        && !IsGenerated(member));

    /// <summary>
    /// Analyzers see the generated members beside the user's. The attribute is read as it stands in the text: where other
    /// code is broken it may not bind.
    /// </summary>
    public static bool IsGenerated(ISymbol member) =>
        member.DeclaringSyntaxReferences.IsEmpty
            ? member.GetAttributes().Any(a => a.AttributeClass?.Name == "GeneratedCodeAttribute" && a.ConstructorArguments.Length > 0 && a.ConstructorArguments[0].Value is AttributeReader.Namespace)
            : member.DeclaringSyntaxReferences.Any(r => r.GetSyntax().FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } syntax
                && syntax.AttributeLists.SelectMany(list => list.Attributes).Any(IsOurs));

    private static bool IsOurs(AttributeSyntax attribute) =>
        attribute is { Name: QualifiedNameSyntax { Right.Identifier.ValueText: "GeneratedCode" }, ArgumentList.Arguments.Count: > 0 }
        && attribute.ArgumentList.Arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: AttributeReader.Namespace };

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            yield return container;
        }
    }

    private static IEnumerable<string> NamespaceParts(INamespaceSymbol space)
    {
        var parts = new Stack<string>();
        for (; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            parts.Push(Identifier(space.Name));
        }

        return parts;
    }

    private static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Keyword(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Struct => "struct",
        TypeKind.Interface => "interface",
        _ => "class",
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(r =>
            r.GetSyntax(cancellation) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<string> Obstacles(INamedTypeSymbol type)
    {
        if (type.IsRecord)
        {
            yield return "is a record";
        }
        else if (type.TypeKind != TypeKind.Class)
        {
            yield return "is a struct";
        }

        if (type.IsFileLocal)
        {
            yield return "is a file-local type";
        }

        if (type.IsComImport)
        {
            yield return "is imported from COM";
        }

        if (Neighbours.RuntimeAlias(type) is { } alias)
        {
            yield return $"sees ShapeGen only under the alias {alias}, and generated code under global";
        }

        if (Neighbours.FindHidden(type) is { } hidden)
        {
            yield return $"is built beside a type {hidden} of the project's own, which hides the one that generated code means";
        }

        if (type.TypeParameters.Length > 0)
        {
            yield return "is generic";
        }

        if (ModelMembers.NamesOfAll.Contains(type.Name))
        {
            yield return NamedAsMember;
        }

        foreach (INamedTypeSymbol container in Containers(type))
        {
            if (container.TypeParameters.Length > 0)
            {
                yield return $"is nested in the generic type {container.Name}";
            }
            else if (container.TypeKind != TypeKind.Class || container.IsRecord)
            {
                yield return $"is nested in {container.Name}, which is not a plain class";
            }
        }

        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (AttributeReader.ModelAttributes(parent).Any())
            {
                yield return $"derives from {parent.Name}, which is itself a model";
            }
        }
    }

    private static IEnumerable<string> WeightObstacles(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsStatic)
        {
            yield return "is static";
        }
        else if (type.IsAbstract)
        {
            yield return "is abstract";
        }

        if (ModelMembers.Names.Contains(type.Name))
        {
            yield return NamedAsMember;
        }

        if (HasPrimaryConstructor(type, cancellation))
        {
            yield return "has a primary constructor";
        }

        if (HasRequiredMembers(type))
        {
            yield return "has required members";
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object } parent)
        {
            IMethodSymbol? constructor = parent.InstanceConstructors.FirstOrDefault(c => c.Parameters.IsEmpty && Neighbours.IsAccessible(c, type));
            if (constructor is null)
            {
                yield return $"derives from {parent.Name}, which has no parameterless constructor";
            }
            else if (Neighbours.IsForbidden(constructor))
            {
                yield return $"derives from {parent.Name}, whose parameterless constructor is [Obsolete] as an error";
            }
        }
    }

    private static bool HasPrimaryConstructor(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax { ParameterList: not null });

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().Any(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }

        return false;
    }

    private static MemberDeclaration Declare(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => new MemberDeclaration(".ctor", null),
        IMethodSymbol method => new MemberDeclaration(method.Name, SignatureOf(method), Neighbours.IsPreferred(method)),
        _ => new MemberDeclaration(member.Name, null),
    };

    private static string SignatureOf(IMethodSymbol method) =>
        (method.Arity > 0 ? $"`{method.Arity}" : "") + $"({string.Join(", ", method.Parameters.Select(p => p.Type.ToDisplayString(Signature)))})";
}
