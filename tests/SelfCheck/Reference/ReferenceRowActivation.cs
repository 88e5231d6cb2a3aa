namespace ShapeGen.SelfCheck.Reference;

/// <summary>A function along the last axis.</summary>
/// <remarks>
/// NaN anywhere in a row, +∞ or nothing but −∞ makes the row NaN, except for glu, which takes its elements in pairs.
/// </remarks>
internal sealed record ReferenceRowActivation(Activation Function) : IReferenceLayer
{
    /// <summary>Units in the last place for an exponential or logarithm and the operations around it, besides γ_n.</summary>
    private const int Around = 10;

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int length = input.Last;
        int outputLength = Function == Activation.Glu ? length / 2 : length;
        var output = new ReferenceTensor(input.Rank == 0 ? [] : [.. input.Shape[..^1], outputLength]);
        for (int row = 0; row < input.Length / length; row++)
        {
            Span<double> values = output.Values.AsSpan(row * outputLength, outputLength);
            Span<double> bounds = output.Bounds.AsSpan(row * outputLength, outputLength);
            ReadOnlySpan<double> source = input.Values.AsSpan(row * length, length);
            double[] errors = [.. Enumerable.Range(row * length, length).Select(i => input.Bounds[i] + Math.Abs(input.Tails[i]))];
            if (Function == Activation.Glu)
            {
                Gate(source, errors, values, bounds, context.Rounding);
            }
            else
            {
                Normalise(source, errors.Max(), values, bounds, context.Rounding);
            }
        }

        return output;
    }

    private static void Gate(ReadOnlySpan<double> source, double[] errors, Span<double> values, Span<double> bounds, Rounding rounding)
    {
        int half = values.Length;
        for (int i = 0; i < half; i++)
        {
            double gate = 1 / (1 + Math.Exp(-source[half + i]));
            values[i] = source[i] * gate;
            double carried = errors[i] + ((Math.Abs(source[i]) + errors[i]) * errors[half + i] / 4);
            bounds[i] = double.IsFinite(values[i]) ? (Math.Abs(values[i]) * Around * 2 * rounding.Unit) + carried + (2 * rounding.Smallest) : 0;
        }
    }

    private void Normalise(ReadOnlySpan<double> source, double error, Span<double> values, Span<double> bounds, Rounding rounding)
    {
        double maximum = double.NegativeInfinity;
        foreach (double value in source)
        {
            maximum = Math.Max(maximum, value);
        }

        if (!double.IsFinite(maximum))
        {
            values.Fill(double.NaN);
            return;
        }

        if (Function == Activation.Sparsemax)
        {
            Project(source, maximum, error, values, bounds, rounding);
        }
        else
        {
            Exponentiate(source, maximum, error, values, bounds, rounding);
        }
    }

    private void Exponentiate(ReadOnlySpan<double> source, double maximum, double error, Span<double> values, Span<double> bounds, Rounding rounding)
    {
        CompensatedSum total = default;
        double spread = 0;
        foreach (double value in source)
        {
            double power = Math.Exp(value - maximum);
            total.Add(power);
            spread += power == 0 ? 0 : power * (maximum - value);
        }

        double sum = total.High;

        // Each x − max is rounded once, which the exponential turns into a relative error of |x − max|·u.
        double ofSum = rounding.Gamma(source.Length + Around) + (spread / sum * rounding.Unit) + (2 * error);
        for (int i = 0; i < source.Length; i++)
        {
            double below = source[i] - maximum;
            if (Function == Activation.LogSoftmax)
            {
                values[i] = below - Math.Log(sum);
                bounds[i] = double.IsFinite(below) ? ofSum + (Around * rounding.Unit * Math.Log(sum)) + (2 * rounding.Unit * Math.Abs(below)) : 0;
            }
            else
            {
                values[i] = Math.Exp(below) / sum;
                bounds[i] = values[i] == 0 ? 2 * rounding.Smallest : (values[i] * 1.001 * (ofSum + ((Around - below) * rounding.Unit))) + (2 * rounding.Smallest);
            }
        }
    }

    /// <summary>The projection onto the simplex by sorting: Martins and Astudillo, 2016, algorithm 1.</summary>
    private static void Project(ReadOnlySpan<double> source, double maximum, double error, Span<double> values, Span<double> bounds, Rounding rounding)
    {
        double[] sorted = source.ToArray();
        Array.Sort(sorted);
        Array.Reverse(sorted);
        double sum = 0;
        double threshold = 0;
        for (int count = 1; count <= sorted.Length; count++)
        {
            double z = sorted[count - 1] - maximum;
            sum += double.IsFinite(z) ? z : 0;
            if (1 + (count * z) > sum)
            {
                threshold = (sum - 1) / count;
            }
        }

        // All that counts lies in [−1, 0] below the maximum, so the errors of the sums are absolute.
        for (int i = 0; i < source.Length; i++)
        {
            values[i] = Math.Max(source[i] - maximum - threshold, 0);
            bounds[i] = rounding.Gamma((2 * source.Length) + Around) + (2 * error);
        }
    }
}
