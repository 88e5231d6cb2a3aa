using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Emission;

/// <summary>Numbers, strings and shapes as C# literals, the same in every culture.</summary>
internal static class CSharpLiteral
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest <see langword="double"/> that reads back to the same number.</summary>
    public static string Of(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsInfinity(value) ? value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity"
        : $"{Shortest(value)}d";

    /// <summary>A number as a literal of the type that is computed in.</summary>
    public static string Of(double value, string computeType) => computeType == "double" ? Of(value)
        : float.IsInfinity((float)value) ? value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity"
        : float.IsNaN((float)value) ? "float.NaN"
        : $"{Shortest((float)value)}f";

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A collection expression: <c>[7, 7, 64]</c>.</summary>
    public static string Of(TensorShape shape) => $"[{Join(shape)}]";

    /// <summary>An array for attribute arguments, which take no collection expression of no type.</summary>
    public static string ArrayOf(TensorShape shape) => $"new int[] {{ {Join(shape)} }}";

    /// <summary>Text inside an XML comment.</summary>
    public static string XmlText(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Join(TensorShape shape) => string.Join(", ", shape.Dimensions.Select(Of));

    /// <summary>.NET Framework's round-trip format misses some numbers, which need 17 digits.</summary>
    private static string Shortest(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static string Shortest(float value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return float.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : value.ToString("G9", CultureInfo.InvariantCulture);
    }
}
