namespace ShapeGen.SelfCheck.Reference;

/// <summary>What rows are divided by.</summary>
internal enum ReferenceRowStatistic
{
    Deviation,
    RootMeanSquare,
    Norm,
}

/// <summary>Each row without its mean or with it, divided by what its statistic says, scaled and shifted.</summary>
internal sealed record ReferenceNormalization(ReferenceRowStatistic Statistic, double Epsilon) : IReferenceLayer
{
    /// <summary>The place of the factors among the weights, or −1.</summary>
    public int Scale { get; init; } = -1;

    /// <summary>The place of the addends among the weights, or −1.</summary>
    public int Shift { get; init; } = -1;

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        var output = new ReferenceTensor(input.Shape);
        int length = input.Last;
        for (int start = 0; start < input.Length; start += length)
        {
            Row(input, output, start, length, context);
        }

        return output;
    }

    private void Row(ReferenceTensor input, ReferenceTensor output, int start, int length, ReferenceContext context)
    {
        Rounding rounding = context.Rounding;
        ReadOnlySpan<double> x = input.Values.AsSpan(start, length);
        double mean = Statistic == ReferenceRowStatistic.Deviation ? Mean(x, out double meanSize) : Nothing(out meanSize);
        double largestBound = 0;
        double squares = 0;
        CompensatedSum exact = default;
        for (int i = 0; i < length; i++)
        {
            double difference = x[i] - mean;
            squares += difference * difference;
            exact.AddProduct(difference, difference);
            largestBound = Math.Max(largestBound, input.Bounds[start + i] + Math.Abs(input.Tails[start + i]));
        }

        squares = double.IsFinite(squares) ? exact.High : squares;
        double inner = Statistic == ReferenceRowStatistic.Norm ? Math.Max(squares, Epsilon) : (squares / length) + Epsilon;
        double divisor = Math.Sqrt(inner);

        // The computed mean is off by meanError, which moves each difference, and with them the divisor: δd ≤ δ(differences).
        double meanError = Statistic == ReferenceRowStatistic.Deviation ? (rounding.Gamma(length + 1) * meanSize) + largestBound : 0;
        double differenceError = meanError + largestBound;
        double divisorError = (rounding.Gamma(length + 4) * divisor) + (Statistic == ReferenceRowStatistic.Norm ? Math.Sqrt(length) * differenceError : differenceError);
        for (int i = 0; i < length; i++)
        {
            double scale = Scale < 0 ? 1 : context.Weights[Scale][i];
            double shift = Shift < 0 ? 0 : context.Weights[Shift][i];
            double normal = (x[i] - mean) / divisor;
            double error = (rounding.Gamma(4) * Math.Abs(normal))
                + ((differenceError + (rounding.Unit * (Math.Abs(x[i]) + Math.Abs(mean)))) / divisor)
                + (Math.Abs(normal) * divisorError / Math.Max(divisor - divisorError, divisor / 2));
            double y = (normal * scale) + shift;

            // An infinite divisor makes zeros, exactly.
            error = double.IsInfinity(divisor) ? 0 : error;
            output.Values[start + i] = y;
            output.Bounds[start + i] = double.IsFinite(y)
                ? (Math.Abs(scale) * error) + (rounding.Gamma(3) * (Math.Abs(normal * scale) + Math.Abs(shift))) + (4 * rounding.Smallest * Math.Max(1, 1 / divisor))
                : 0;
        }
    }

    private static double Nothing(out double size)
    {
        size = 0;
        return 0;
    }

    private static double Mean(ReadOnlySpan<double> x, out double size)
    {
        double sum = 0;
        size = 0;
        CompensatedSum exact = default;
        foreach (double value in x)
        {
            sum += value;
            exact.Add(value);
            size += Math.Abs(value);
        }

        size /= x.Length;
        return (double.IsFinite(sum) ? exact.High : sum) / x.Length;
    }
}
