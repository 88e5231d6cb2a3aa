namespace FlattenVsPooling.Report;

/// <summary>How the report writes numbers and shapes.</summary>
internal static class Text
{
    public static string Count(long number) => number.ToString("N0");

    public static string Percent(double share) => $"{100 * share:0.0} %";

    /// <summary>A sample's shape, for instance <c>(6, 6, 32)</c>.</summary>
    public static string Shape(ReadOnlySpan<int> shape) => $"({string.Join(", ", shape.ToArray())})";
}
