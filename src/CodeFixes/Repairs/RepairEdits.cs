using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ShapeGen.CodeFixes.Editing;
using ShapeGen.Generator.Core;

namespace ShapeGen.CodeFixes.Repairs;

/// <summary>Turns a repair into changes of the text around one attribute.</summary>
internal sealed class RepairEdits(AttributeSyntax attribute, SemanticModel model, SourceText text, CancellationToken cancellation)
{
    /// <summary>The changes, or null where the repair does not apply to what stands there.</summary>
    public IEnumerable<TextChange>? Make(Repair repair) => repair.Kind switch
    {
        RepairKind.SetArgument when repair.Element >= 0 => SetElement(repair),
        RepairKind.SetArgument when repair.Argument is not null => [SetArgument(repair.Argument, repair.Text)],
        RepairKind.RemoveArgument when repair.Argument is not null => RemoveArgument(repair.Argument),
        RepairKind.ExchangeLayer when Find(repair) is { } type => Exchange(type),
        RepairKind.InsertLayer when Find(repair) is { } type =>
            [AttributeInsertion.Before(attribute, TypeNames.OfAttribute(type, attribute, model) + repair.Text.Substring(NameIn(repair).Length), text)],
        RepairKind.RemoveLayer => AttributeRemoval.Remove(attribute, text),
        RepairKind.RemoveFirstAxis or RepairKind.AddFirstAxis or RepairKind.AddLastAxis => new AxisEdits(attribute).Make(repair.Kind),
        _ => null,
    };

    private INamedTypeSymbol? Find(Repair repair) => model.Compilation.FindAttribute(NameIn(repair));

    /// <summary>The layer's name without the arguments that may follow it.</summary>
    private static string NameIn(Repair repair) => repair.Text.Split('(')[0];

    /// <summary>One value of a <c>params</c> argument, whether the values stand by themselves or in one array.</summary>
    private TextChange[]? SetElement(Repair repair)
    {
        AttributeArgumentSyntax[] written = [.. (attribute.ArgumentList?.Arguments ?? default).Where(argument => NameOf(argument) == repair.Argument)];
        SyntaxNode? value = written.Length != 1 ? written.ElementAtOrDefault(repair.Element)?.Expression : written[0].Expression switch
        {
            CollectionExpressionSyntax collection => (collection.Elements.ElementAtOrDefault(repair.Element) as ExpressionElementSyntax)?.Expression,
            ArrayCreationExpressionSyntax created => created.Initializer?.Expressions.ElementAtOrDefault(repair.Element),
            ImplicitArrayCreationExpressionSyntax created => created.Initializer.Expressions.ElementAtOrDefault(repair.Element),
            ExpressionSyntax single => repair.Element == 0 ? single : null,
        };
        return value is null ? null : [new TextChange(value.Span, repair.Text)];
    }

    private IEnumerable<TextChange>? RemoveArgument(string name) => attribute.ArgumentList is not { } list || list.Arguments.All(argument => NameOf(argument) != name) ? null
        : list.Arguments.Count == 1 ? [new TextChange(list.Span, "")]
        : AttributeRemoval.RemoveElements(list, list.Arguments, argument => NameOf(argument) == name);

    private TextChange SetArgument(string name, string value)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return new TextChange(new TextSpan(attribute.Name.Span.End, 0), $"({name} = {Qualify(value, replaced: null)})");
        }

        if (list.Arguments.FirstOrDefault(argument => NameOf(argument) == name) is { } existing)
        {
            return new TextChange(existing.Expression.Span, Qualify(value, existing.Expression));
        }

        string separator = "";
        int end = list.OpenParenToken.Span.End;
        if (list.Arguments.Count > 0)
        {
            AttributeArgumentSyntax last = list.Arguments.Last();
            end = last.Span.End;
            separator = text.StartsLine(last.SpanStart) ? "," + text.LineBreak(last.SpanStart) + text.Indentation(last.SpanStart) : ", ";
        }

        return new TextChange(new TextSpan(end, 0), $"{separator}{name} = {Qualify(value, replaced: null)}");
    }

    /// <summary>Writes <c>Enum.Member</c> as the expression in its place was written, else so that it binds.</summary>
    private string Qualify(string value, ExpressionSyntax? replaced)
    {
        string[] parts = value.Split('.');
        if (parts.Length != 2 || model.Compilation.GetTypeByMetadataName($"ShapeGen.{parts[0]}") is not { } type)
        {
            return value;
        }

        string member = parts[1];

        return replaced switch
        {
            MemberAccessExpressionSyntax access when TypeIs(access.Expression, type) => $"{access.Expression}.{member}",
            IdentifierNameSyntax name when IsMemberOf(name, type) => member,
            _ => $"{TypeNames.OfType(type, attribute, model)}.{member}",
        };
    }

    private bool TypeIs(ExpressionSyntax expression, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(expression, cancellation).Symbol, type);

    /// <summary>By <c>using static</c>.</summary>
    private bool IsMemberOf(IdentifierNameSyntax name, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol?.ContainingType, type);

    private IEnumerable<TextChange> Exchange(INamedTypeSymbol other)
    {
        yield return new TextChange(attribute.Name.Span, TypeNames.OfAttribute(other, attribute, model));
        if (attribute.ArgumentList is not { } list || list.Arguments.All(argument => IsKnown(argument, other)))
        {
            yield break;
        }

        IEnumerable<TextChange> dropped = list.Arguments.Any(argument => IsKnown(argument, other))
            ? AttributeRemoval.RemoveElements(list, list.Arguments, argument => !IsKnown(argument, other))
            : [new TextChange(list.Span, "")];
        foreach (TextChange change in dropped)
        {
            yield return change;
        }
    }

    /// <summary>The other attribute has this property, or this parameter at the same place.</summary>
    private bool IsKnown(AttributeArgumentSyntax argument, INamedTypeSymbol other)
    {
        if (argument.NameEquals is { } property)
        {
            return SelfAndBases(other).SelectMany(t => t.GetMembers(property.Name.Identifier.ValueText)).Any(m => m is IPropertySymbol { SetMethod: not null });
        }

        return Parameter(argument) is { } parameter && other.InstanceConstructors.Any(constructor => constructor.Parameters.Any(p =>
            p.Name == parameter.Name
            && p.Ordinal == parameter.Ordinal
            && p.IsParams == parameter.IsParams
            && SymbolEqualityComparer.Default.Equals(p.Type, parameter.Type)));
    }

    private static IEnumerable<INamedTypeSymbol> SelfAndBases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private string? NameOf(AttributeArgumentSyntax argument) =>
        argument.NameEquals?.Name.Identifier.ValueText ?? Parameter(argument)?.Name;

    private IParameterSymbol? Parameter(AttributeArgumentSyntax argument)
    {
        if (model.GetSymbolInfo(attribute, cancellation).Symbol is not IMethodSymbol { Parameters: { IsEmpty: false } parameters })
        {
            return null;
        }

        int position = attribute.ArgumentList!.Arguments.IndexOf(argument);
        return argument.NameColon is { } named
            ? parameters.FirstOrDefault(p => p.Name == named.Name.Identifier.ValueText)
            : parameters.ElementAtOrDefault(position) ?? parameters.LastOrDefault(p => p.IsParams);
    }
}
