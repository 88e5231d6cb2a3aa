using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Declarations;

/// <summary>What stands around a model and may come between generated code and what it means: base classes, marks on members, the project's own types.</summary>
internal static class Neighbours
{
    private static readonly string[][] RuntimeNamespaces = [[AttributeReader.Namespace], [AttributeReader.Namespace, "CompilerServices"]];

    /// <summary>Words that mean a type of the language only where no other has their name. Kernels count in the one, tensors in the other.</summary>
    private static readonly string[] NativeIntegers = ["nuint", "nint"];

    /// <summary>Whether a base class has a type of the model's name: inside the model the name means that one.</summary>
    public static bool HidesName(INamedTypeSymbol type) => BaseTypes(type).Any(parent => parent.GetTypeMembers(type.Name, 0).Length > 0);

    /// <summary>
    /// The abstract members of base classes under names that the generator may use, as far as no class in between overrides
    /// them: nothing but an override may bear their names.
    /// </summary>
    public static IEnumerable<ISymbol> AbstractMembers(INamedTypeSymbol type)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol current in BaseTypes(type).Prepend(type))
        {
            foreach (ISymbol member in current.GetMembers().Where(m => ModelMembers.Names.Contains(m.Name)))
            {
                if (member.IsAbstract && !overridden.Contains(member) && current.TypeKind == TypeKind.Class && !SymbolEqualityComparer.Default.Equals(current, type))
                {
                    yield return member;
                }

                if (Overridden(member) is { } original)
                {
                    overridden.Add(original);
                }
            }
        }
    }

    /// <summary>Whether a constructor must not be called: <c>[Obsolete("…", true)]</c>.</summary>
    public static bool IsForbidden(IMethodSymbol constructor) => constructor.GetAttributes().Any(a =>
        a.AttributeClass is { Name: nameof(ObsoleteAttribute) } && a.ConstructorArguments.Length == 2 && a.ConstructorArguments[1].Value is true);

    public static bool IsPreferred(IMethodSymbol method) => method.GetAttributes().Any(a =>
        a.AttributeClass is { Name: "OverloadResolutionPriorityAttribute" } && a.ConstructorArguments.Length == 1 && a.ConstructorArguments[0].Value is > 0);

    /// <summary>Whether a class can call a constructor of its base class.</summary>
    public static bool IsAccessible(IMethodSymbol constructor, INamedTypeSymbol type) => constructor.DeclaredAccessibility switch
    {
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal =>
            SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, type.ContainingAssembly)
            || constructor.ContainingAssembly.GivesAccessTo(type.ContainingAssembly),
        _ => true,
    };

    /// <summary>The alias that the runtime's assembly has in place of <c>global</c>, or null.</summary>
    public static string? RuntimeAlias(INamedTypeSymbol type)
    {
        ImmutableArray<string> aliases = RuntimeOf(type) is { } runtime && type.ContainingAssembly is ISourceAssemblySymbol source
            ? source.Compilation.GetMetadataReference(runtime)?.Properties.Aliases ?? []
            : [];
        return aliases.IsDefaultOrEmpty || aliases.Contains(MetadataReferenceProperties.GlobalAlias) ? null : aliases[0];
    }

    /// <summary>
    /// A type of the project's own with the full name of one of the runtime's, or one in reach of the model that takes the
    /// place of a word of the language; or null.
    /// </summary>
    public static string? FindHidden(INamedTypeSymbol type)
    {
        if (NativeIntegers.FirstOrDefault(word => ScopesOf(type).Any(scope => scope.GetTypeMembers(word, 0).Length > 0)) is { } hiding)
        {
            return hiding;
        }

        if (RuntimeOf(type) is not { } runtime || SymbolEqualityComparer.Default.Equals(runtime, type.ContainingAssembly))
        {
            return null;
        }

        foreach (string[] path in RuntimeNamespaces)
        {
            if (Find(type.ContainingAssembly, path) is { } own
                && Find(runtime, path) is { } used
                && own.GetTypeMembers().FirstOrDefault(t => used.GetTypeMembers(t.Name, t.Arity).Length > 0) is { } hidden)
            {
                return hidden.ToDisplayString();
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            yield return parent;
        }
    }

    /// <summary>Where the names of generated code are looked up, beside the project's references.</summary>
    private static IEnumerable<INamespaceOrTypeSymbol> ScopesOf(INamedTypeSymbol type)
    {
        for (ISymbol? current = type; current is not null; current = current.ContainingSymbol)
        {
            if (current is INamespaceOrTypeSymbol scope)
            {
                yield return scope;
            }
        }

        foreach (INamedTypeSymbol parent in BaseTypes(type))
        {
            yield return parent;
        }
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol happening => happening.OverriddenEvent,
        _ => null,
    };

    /// <summary>The assembly that the model's attributes are of; layers may derive from others, and in the end from its <c>LayerAttribute</c>.</summary>
    private static IAssemblySymbol? RuntimeOf(INamedTypeSymbol type)
    {
        INamedTypeSymbol? attribute = AttributeReader.ModelAttributes(type).FirstOrDefault()?.AttributeClass;
        while (attribute?.BaseType is { Name: not nameof(Attribute) } parent)
        {
            attribute = parent;
        }

        return attribute?.ContainingAssembly;
    }

    private static INamespaceSymbol? Find(IAssemblySymbol assembly, string[] path)
    {
        INamespaceSymbol? current = assembly.GlobalNamespace;
        foreach (string name in path)
        {
            current = current?.GetMembers(name).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return current;
    }
}
