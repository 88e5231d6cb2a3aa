using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>Numbers, strings and shapes as C# literals, the same in every culture.</summary>
internal static class CSharpLiteral
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A collection expression: <c>[7, 7, 64]</c>.</summary>
    public static string Of(TensorShape shape) => $"[{Join(shape)}]";

    /// <summary>An array for attribute arguments, which take no collection expression of no type.</summary>
    public static string ArrayOf(TensorShape shape) => $"new int[] {{ {Join(shape)} }}";

    /// <summary>Text inside an XML comment.</summary>
    public static string XmlText(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Join(TensorShape shape) => string.Join(", ", shape.Dimensions.Select(Of));
}
