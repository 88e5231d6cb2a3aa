using System.Globalization;

namespace ShapeGen.Generator;

/// <summary>Numbers as text, the same in every culture.</summary>
internal static class InvariantText
{
    public static string Of(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>With commas between the thousands.</summary>
    public static string Grouped(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
