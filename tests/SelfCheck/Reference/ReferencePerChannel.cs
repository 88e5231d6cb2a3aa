namespace ShapeGen.SelfCheck.Reference;

/// <summary>What is done with the numbers of a channel.</summary>
internal enum ReferenceChannelFunction
{
    /// <summary>x · scale + shift.</summary>
    Affine,

    /// <summary>(x − mean) / deviation.</summary>
    Center,

    /// <summary>x, or alpha · x below zero.</summary>
    Rectify,

    /// <summary>(x − mean) / √(variance + epsilon) · gamma + beta.</summary>
    Batch,
}

/// <summary>A function of each element and of numbers that belong to its place along some axes.</summary>
/// <param name="Axes">The axes, from 0 and in order; numbers are the same along the others.</param>
internal sealed record ReferencePerChannel(int[] Axes, ReferenceChannelFunction Function) : IReferenceLayer
{
    /// <summary>The places of the numbers among the weights, −1 for those left out.</summary>
    public int[] Weights { get; init; } = [];

    /// <summary>The numbers themselves, one for all or as many as the axes have elements.</summary>
    public double[][] Constants { get; init; } = [];

    public double Epsilon { get; init; }

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        var output = new ReferenceTensor(input.Shape);
        double[][] numbers = Constants.Length > 0 ? Constants : [.. Weights.Select(w => w < 0 ? [] : context.Weights[w])];
        for (int i = 0; i < input.Length; i++)
        {
            int channel = Channel(input.Shape, i);
            (double y, double magnitude, double slope) = Of(input.Values[i], [.. numbers.Select(n => n.Length == 0 ? (double?)null : n[n.Length == 1 ? 0 : channel])]);
            double error = input.Bounds[i] + Math.Abs(input.Tails[i]);
            double sum = 0;
            output.Values[i] = y;
            if (Function == ReferenceChannelFunction.Batch && double.IsFinite(input.Magnitudes[i]))
            {
                // Scale and shift may be in the product before: each of its weights is rounded again then, and its sum begins at the
                // shift, which is rounded with every term.
                sum = input.Magnitudes[i] > 0 ? magnitude * input.Bounds[i] / input.Magnitudes[i] : 0;
                magnitude += slope * input.Magnitudes[i];
            }

            output.Bounds[i] = double.IsFinite(y) ? (context.Rounding.Gamma(4) * (magnitude + (slope * error))) + (slope * error) + sum + (2 * context.Rounding.Smallest * Math.Max(1, slope)) : 0;
        }

        return output;
    }

    /// <summary>The result, the sum of the sizes of what it is made of, and its slope.</summary>
    private (double Y, double Magnitude, double Slope) Of(double x, double?[] numbers)
    {
        double first = numbers[0] ?? 1;
        double second = numbers.Length > 1 ? numbers[1] ?? 0 : 0;
        switch (Function)
        {
            case ReferenceChannelFunction.Rectify:
                double steepest = double.IsFinite(first) ? Math.Max(1, Math.Abs(first)) : 1;
                return x < 0 ? (first * x, Math.Abs(first * x), steepest) : (x, 0, steepest);
            case ReferenceChannelFunction.Center:
                return ((x - first) / second, (Math.Abs(x - first) + Math.Abs(first)) / second, 1 / second);
            case ReferenceChannelFunction.Affine:
                return Affine(x, first, second);
            default:
                // Where beta and mean · scale cancel, what is left is as far off as they are.
                double scale = first / Math.Sqrt(numbers[3]!.Value + Epsilon);
                double shift = numbers[2]!.Value * scale;
                return ((x * scale) + (second - shift), Math.Abs(x * scale) + Math.Abs(second) + Math.Abs(shift), Math.Abs(scale));
        }
    }

    private static (double Y, double Magnitude, double Slope) Affine(double x, double scale, double shift) =>
        ((x * scale) + shift, Math.Abs(x * scale) + Math.Abs(shift), Math.Abs(scale));

    private int Channel(int[] shape, int element)
    {
        int channel = 0;
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            int index = element % shape[axis];
            element /= shape[axis];
            if (Axes.Contains(axis))
            {
                channel += index * stride;
                stride *= shape[axis];
            }
        }

        return channel;
    }
}
