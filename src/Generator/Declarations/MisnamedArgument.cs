using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.Generator.Declarations;

/// <summary>A place in a file as a value, without its tree.</summary>
internal readonly record struct SourcePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourcePlace Of(SyntaxNode node) =>
        new(node.SyntaxTree.FilePath, node.Span, node.SyntaxTree.GetLineSpan(node.Span).Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>An argument of a layer that is written as in Python, or in the other of C#'s two ways: <c>activation: Activation.Relu</c>.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Written">The name as it is written.</param>
/// <param name="Right">The argument as it must be written.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record MisnamedArgument(string Layer, string Written, string Right, SourcePlace Place)
{
    /// <summary>Longer values say less than an ellipsis does.</summary>
    private const int MaximumQuoted = 40;

    /// <summary>The arguments that the compiler does not know, where the layer has one of nearly the same name.</summary>
    public static IEnumerable<MisnamedArgument> Find(AttributeData attribute, string layer, CancellationToken cancellation)
    {
        if (attribute.AttributeClass is not { } type
            || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax { ArgumentList.Arguments: var arguments })
        {
            yield break;
        }

        foreach (AttributeArgumentSyntax argument in arguments)
        {
            bool isProperty = argument.NameEquals is not null;
            string? written = (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText;
            if (written is null || (isProperty ? Properties(type) : Parameters(type)).Contains(written))
            {
                continue;
            }

            string value = argument.Expression.ToString();
            value = value.Length > MaximumQuoted || value.Contains('\n') ? "…" : value;
            string? right = Like(written, Properties(type)) is { } property ? $"{property} = {value}"
                : Like(written, Parameters(type)) is { } parameter ? $"{parameter}: {value}"
                : null;
            if (right is not null)
            {
                yield return new MisnamedArgument(layer, written, right, SourcePlace.Of(argument));
            }
        }
    }

    private static string? Like(string written, IEnumerable<string> names) => names.FirstOrDefault(name => Plain(name) == Plain(written));

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();

    private static IEnumerable<string> Parameters(INamedTypeSymbol type) => type.InstanceConstructors.SelectMany(c => c.Parameters, (_, parameter) => parameter.Name);

    private static IEnumerable<string> Properties(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (IPropertySymbol property in current.GetMembers().OfType<IPropertySymbol>().Where(p => p.SetMethod is not null))
            {
                yield return property.Name;
            }
        }
    }
}
