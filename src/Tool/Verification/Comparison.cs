namespace ShapeGen.Tool.Verification;

/// <summary>How far values are from the expected ones.</summary>
/// <param name="Absolute">The largest difference; infinite where one of two is no number.</param>
/// <param name="Largest">The largest expected size.</param>
internal readonly record struct Comparison(double Absolute, double Largest)
{
    /// <summary>An output that departs by more than this, relative to the largest, is another network's.</summary>
    public const double Tolerance = 1e-4;

    public double Relative => Absolute == 0 ? 0 : Absolute / Math.Max(Largest, 1e-30);

    public bool Departs => !(Relative <= Tolerance) && !(Absolute < 1e-7);

    public static Comparison Of(ReadOnlySpan<float> found, ReadOnlySpan<double> expected)
    {
        if (found.Length != expected.Length)
        {
            return new Comparison(double.PositiveInfinity, 0);
        }

        double difference = 0;
        double largest = 0;
        for (int i = 0; i < found.Length; i++)
        {
            double apart = Math.Abs(found[i] - expected[i]);
            bool isSame = found[i] == expected[i] || (double.IsNaN(found[i]) && double.IsNaN(expected[i]));
            difference = Math.Max(difference, isSame ? 0 : double.IsNaN(apart) ? double.PositiveInfinity : apart);
            largest = double.IsFinite(expected[i]) ? Math.Max(largest, Math.Abs(expected[i])) : largest;
        }

        return new Comparison(difference, largest);
    }
}
