using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>
/// The <c>[UnsafeAccessor]</c> methods of a compilation, which hand out fields by reference whatever their accessibility,
/// readonly ones too.
/// </summary>
internal static class FieldAccessors
{
    private const string Attribute = "UnsafeAccessor";

    /// <summary>By file, so that an edit costs one file's search.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, string[]> Names = new();

    /// <summary>Whether one of them bears the field's name, of which type ever.</summary>
    public static bool MayWrite(IFieldSymbol field, Compilation compilation, CancellationToken cancellation) =>
        compilation.SyntaxTrees.Any(tree =>
        {
            cancellation.ThrowIfCancellationRequested();
            string[] names = Names.GetValue(tree, Find);
            return names.Length > 0 && (names.Contains(field.Name) || names.Contains(""));
        });

    /// <summary>The names of the fields; empty for one that is no literal.</summary>
    private static string[] Find(SyntaxTree tree) =>
    [
        .. from attribute in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
           where attribute.Name.ToString() is var name && (name.EndsWith(Attribute, StringComparison.Ordinal) || name.EndsWith(Attribute + "Attribute", StringComparison.Ordinal))
           select NameOf(attribute),
    ];

    /// <summary>Without <c>Name</c> the method's own.</summary>
    private static string NameOf(AttributeSyntax attribute)
    {
        AttributeArgumentSyntax? name = attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals is not null);
        return (name?.Expression, attribute.Parent?.Parent) switch
        {
            (LiteralExpressionSyntax literal, _) => literal.Token.ValueText,
            (null, MethodDeclarationSyntax method) => method.Identifier.ValueText,
            (null, LocalFunctionStatementSyntax function) => function.Identifier.ValueText,
            _ => "",
        };
    }
}
