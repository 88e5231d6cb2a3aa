namespace ShapeGen.Benchmarks.Timing;

/// <summary>What is told of a list of measurements.</summary>
internal static class Statistics
{
    /// <summary>The median, of an even number the mean of the middle two; NaN of none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
