using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>
/// The names that a piece of code may write to: left of an assignment, incremented, or passed by reference. Names that
/// are merely called on are kept apart, because an extension method may take its receiver by reference, and so are plain
/// arguments, because <c>in</c> takes them by reference without a word.
/// </summary>
internal sealed class WriteSites
{
    private readonly ILookup<string, SimpleNameSyntax> _targets;
    private readonly ILookup<string, MemberAccessExpressionSyntax> _receivers;
    private readonly ILookup<string, ArgumentSyntax> _arguments;

    private WriteSites(IEnumerable<SimpleNameSyntax> targets, IEnumerable<MemberAccessExpressionSyntax> receivers, IEnumerable<ArgumentSyntax> arguments)
    {
        _targets = targets.ToLookup(name => name.Identifier.ValueText, StringComparer.Ordinal);
        _receivers = receivers.ToLookup(access => NameOf(access.Expression)!.Identifier.ValueText, StringComparer.Ordinal);
        _arguments = arguments.ToLookup(argument => NameOf(argument.Expression)!.Identifier.ValueText, StringComparer.Ordinal);
    }

    public static WriteSites Collect(SyntaxNode code)
    {
        var targets = new List<SimpleNameSyntax>();
        var receivers = new List<MemberAccessExpressionSyntax>();
        var arguments = new List<ArgumentSyntax>();
        foreach (SyntaxNode node in code.DescendantNodes())
        {
            if (WrittenPart(node) is { } written)
            {
                AddNames(written, targets);
            }
            else if (node is MemberAccessExpressionSyntax access && NameOf(access.Expression) is not null)
            {
                receivers.Add(access);
            }
            else if (node is ArgumentSyntax { Parent: not TupleExpressionSyntax } argument && NameOf(argument.Expression) is not null)
            {
                arguments.Add(argument);
            }
        }

        return new WriteSites(targets, receivers, arguments);
    }

    /// <summary>Where the name is written to.</summary>
    public IEnumerable<SimpleNameSyntax> Targets(string name) => _targets[name];

    /// <summary>Where a member of the named is used.</summary>
    public IEnumerable<MemberAccessExpressionSyntax> Receivers(string name) => _receivers[name];

    /// <summary>Where the named is an argument without <c>ref</c>, <c>out</c> or <c>in</c>.</summary>
    public IEnumerable<ArgumentSyntax> Arguments(string name) => _arguments[name];

    /// <summary>The variable's name in <c>x</c>, <c>this.x</c> and <c>(x)</c>.</summary>
    private static SimpleNameSyntax? NameOf(ExpressionSyntax receiver) => receiver switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax access => access.Name,
        ParenthesizedExpressionSyntax inner => NameOf(inner.Expression),
        _ => null,
    };

    private static ExpressionSyntax? WrittenPart(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left,
        RefExpressionSyntax reference => reference.Expression,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => argument.Expression,
        PostfixUnaryExpressionSyntax postfix when !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => postfix.Operand,
        PrefixUnaryExpressionSyntax prefix when IsWrite(prefix.Kind()) => prefix.Operand,
        MakeRefExpressionSyntax reference => reference.Expression,
        _ => null,
    };

    private static bool IsWrite(SyntaxKind kind) =>
        kind is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression;

    private static void AddNames(ExpressionSyntax target, List<SimpleNameSyntax> names)
    {
        switch (target)
        {
            case SimpleNameSyntax name:
                names.Add(name);
                break;
            case MemberAccessExpressionSyntax access:
                names.Add(access.Name);
                break;
            case TupleExpressionSyntax tuple:
                foreach (ArgumentSyntax part in tuple.Arguments)
                {
                    AddNames(part.Expression, names);
                }

                break;
            case ParenthesizedExpressionSyntax inner:
                AddNames(inner.Expression, names);
                break;
            case PostfixUnaryExpressionSyntax suppressed when suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                AddNames(suppressed.Operand, names);
                break;
            case ConditionalExpressionSyntax choice:
                AddNames(choice.WhenTrue, names);
                AddNames(choice.WhenFalse, names);
                break;
            case RefExpressionSyntax reference:
                AddNames(reference.Expression, names);
                break;
            case ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding }:
                names.Add(binding.Name);
                break;
            case MemberBindingExpressionSyntax binding:
                names.Add(binding.Name);
                break;
        }
    }
}
