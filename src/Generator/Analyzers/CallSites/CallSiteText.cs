using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>Words that the messages about calls share.</summary>
internal static class CallSiteText
{
    /// <summary>Longer expressions say less than their role does.</summary>
    private const int MaximumQuoted = 40;

    /// <summary>The argument by what is written, else by its role: <c>"features"</c>, <c>the destination</c>.</summary>
    public static string Subject(IArgumentOperation argument, string role) =>
        Quotable(Expression(argument)) is { } text ? $"\"{text}\"" : role;

    /// <summary>Where the length comes from, if not the argument itself says so: <c> (new float[10])</c>.</summary>
    public static string Origin(IArgumentOperation argument, BufferFacts facts)
    {
        bool isElsewhere = facts.Maker is { } maker && (maker.SyntaxTree != argument.Syntax.SyntaxTree || !argument.Syntax.Span.Contains(maker.Span));
        return isElsewhere && Quotable(facts.Maker!) is { } text ? $" ({text})" : "";
    }

    /// <summary>The argument's expression, without a name in front.</summary>
    public static SyntaxNode Expression(IArgumentOperation argument) => argument.Syntax is ArgumentSyntax syntax ? syntax.Expression : argument.Syntax;

    /// <summary><c>(7, 7, 64), 3136 elements</c>.</summary>
    public static string Shape(TensorShape shape) => $"{shape}, {Elements(shape.ElementCount)}";

    public static string Elements(long count) => count == 1 ? "1 element" : $"{InvariantText.Of(count)} elements";

    public static string Samples(long count) => count == 1 ? "1 sample" : $"{InvariantText.Of(count)} samples";

    /// <summary>Text with line breaks and other control characters as single spaces.</summary>
    public static string OnOneLine(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            bool isSpace = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!isSpace)
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[result.Length - 1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd();
    }

    private static string? Quotable(SyntaxNode node)
    {
        string text = OnOneLine(node.ToString());
        return text.Length is > 0 and <= MaximumQuoted && !text.Contains("//") && !text.Contains("/*") ? text : null;
    }
}
