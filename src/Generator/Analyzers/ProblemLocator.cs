using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;

namespace ShapeGen.Generator.Analyzers;

/// <summary>Finds the place in a type's syntax that an <see cref="Anchor"/> stands for.</summary>
internal sealed class ProblemLocator(INamedTypeSymbol type, CancellationToken cancellation)
{
    private readonly AttributeData[] _attributes = [.. AttributeReader.ModelAttributes(type)];

    public Location Find(Anchor anchor) => anchor.Kind switch
    {
        AnchorKind.TypeName => TypeName(anchor.Index),
        AnchorKind.Member => ModelTypeReader.MemberSymbols(type).ElementAt(anchor.Index).Locations[0],
        _ => AttributeOrArgument(anchor),
    };

    /// <summary>Of several partial declarations the one that carries the attributes.</summary>
    private Location TypeName(int distance)
    {
        SyntaxNode? declaration = DeclarationReader.DeclarationOf(_attributes[0], cancellation);
        for (int i = 0; i < distance; i++)
        {
            declaration = declaration?.Parent;
        }

        return declaration is BaseTypeDeclarationSyntax named
            ? named.Identifier.GetLocation()
            : ModelTypeReader.SelfAndContainers(type).ElementAt(distance).Locations[0];
    }

    private Location AttributeOrArgument(Anchor anchor)
    {
        (INamedTypeSymbol holder, AttributeData attribute) = Attribute(anchor);
        if (!IsOfThisAssembly(holder) || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            // A block of another assembly has no syntax here, or that of another project: its use has, in the model or in a
            // block on the way to it.
            return anchor.Scope.Count == 0 ? TypeName(0) : AttributeOrArgument(UseOf(anchor));
        }

        SyntaxNode? argument = anchor.Argument is null ? null : Argument(attribute, syntax, anchor);
        return (argument ?? syntax).GetLocation();
    }

    /// <summary>Whether an attribute stands in this compilation's text, and not in another assembly.</summary>
    public bool IsInSource(Anchor anchor) => IsOfThisAssembly(Attribute(anchor).Holder);

    private bool IsOfThisAssembly(INamedTypeSymbol holder) => SymbolEqualityComparer.Default.Equals(holder.ContainingAssembly, type.ContainingAssembly);

    private static Anchor UseOf(Anchor anchor) => new(AnchorKind.Attribute, anchor.Scope[anchor.Scope.Count - 1].AttributeIndex)
    {
        Scope = anchor.Scope.Take(anchor.Scope.Count - 1).ToEquatableArray(),
    };

    /// <summary>The attribute and what it stands on, from the model through the blocks that it uses.</summary>
    private (INamedTypeSymbol Holder, AttributeData Attribute) Attribute(Anchor anchor)
    {
        INamedTypeSymbol holder = type;
        AttributeData[] attributes = _attributes;
        foreach (ScopeStep step in anchor.Scope)
        {
            holder = (INamedTypeSymbol)attributes[step.AttributeIndex].AttributeClass!.TypeArguments[step.Block];
            attributes = [.. AttributeReader.ModelAttributes(holder)];
        }

        return (holder, attributes[anchor.Index]);
    }

    private static SyntaxNode? Argument(AttributeData attribute, AttributeSyntax syntax, Anchor anchor)
    {
        AttributeArgumentSyntax[] arguments = [.. syntax.ArgumentList?.Arguments ?? default];
        AttributeArgumentSyntax? named = arguments.FirstOrDefault(a =>
            a.NameEquals?.Name.Identifier.ValueText == anchor.Argument || a.NameColon?.Name.Identifier.ValueText == anchor.Argument);
        if (named is not null)
        {
            return Element(named.Expression, anchor.Element) ?? (SyntaxNode)named;
        }

        int position = attribute.AttributeConstructor?.Parameters.ToList().FindIndex(p => p.Name == anchor.Argument) ?? -1;
        AttributeArgumentSyntax[] positional = [.. arguments.Where(a => a.NameEquals is null && a.NameColon is null)];
        if (position < 0 || position >= positional.Length)
        {
            return null;
        }

        if (anchor.Element < 0 && positional.Length > position + 1 && attribute.AttributeConstructor!.Parameters[position].IsParams)
        {
            return null;
        }

        AttributeArgumentSyntax first = positional[position];
        int expanded = position + Math.Max(0, anchor.Element);
        return Element(first.Expression, anchor.Element) is { } element
            ? element
            : expanded < positional.Length ? positional[expanded] : first;
    }

    /// <summary>One value of an array that is written out.</summary>
    private static ExpressionSyntax? Element(ExpressionSyntax expression, int index)
    {
        InitializerExpressionSyntax? initializer = expression switch
        {
            ArrayCreationExpressionSyntax created => created.Initializer,
            ImplicitArrayCreationExpressionSyntax created => created.Initializer,
            _ => null,
        };
        if (index < 0)
        {
            return null;
        }

        return expression is CollectionExpressionSyntax collection && index < collection.Elements.Count
            ? (collection.Elements[index] as ExpressionElementSyntax)?.Expression
            : initializer is not null && index < initializer.Expressions.Count ? initializer.Expressions[index] : null;
    }
}
